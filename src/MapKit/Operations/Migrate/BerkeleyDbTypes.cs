using MapKit.Maps;
using MapKit.Postfix;

namespace MapKit.Operations.Migrate;

/// <summary>The types of tables that need Berkeley DB, and what takes their place.</summary>
internal static class BerkeleyDbTypes
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. MapEngines.All.Where(engine => engine.NeedsBerkeleyDb).Select(engine => engine.Name)];

    /// <summary>The names of the types to which a configuration can be migrated.</summary>
    public static IReadOnlyList<string> Targets { get; } = [.. MapEngines.All.Where(engine => !engine.NeedsBerkeleyDb).Select(engine => engine.Name)];

    /// <summary>Whether a type of tables needs Berkeley DB.</summary>
    /// <param name="type">The type.</param>
    public static bool Includes(string type) => Names.Contains(type);

    /// <summary>The type for tables that Postfix itself writes, record by record.</summary>
    /// <param name="version">The Postfix version.</param>
    public static string OfCaches(PostfixVersion version) =>
        MapEngines.All.First(engine => !engine.NeedsBerkeleyDb && engine.Postfix.RefusalToChange(version) is null).Name;

    /// <summary>The suffix of maps with which a name ends; null for none.</summary>
    /// <param name="name">The name of a table, which should not have it.</param>
    public static string? SuffixOf(string name) => MapEngines.All.Where(engine => engine.NeedsBerkeleyDb).Select(engine => engine.Suffix).FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal));
}
