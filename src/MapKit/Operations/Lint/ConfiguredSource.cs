using MapKit.Configuration.References;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Tables;

namespace MapKit.Operations.Lint;

/// <summary>A file that a configuration names as the source of a table.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">The format of its use.</param>
/// <param name="MapTypes">The types of the maps that are compiled from it; none if Postfix reads it directly.</param>
/// <param name="RuleType">The type of a table of patterns or networks; null for a table of keys.</param>
internal sealed record ConfiguredSource(string Path, TableFormat Format, IReadOnlyList<MapType> MapTypes, RuleTableType? RuleType)
{
    /// <summary>The sources that a configuration names and that exist, each once, in the order of the tables.</summary>
    /// <param name="references">The tables of the configuration.</param>
    public static IReadOnlyList<ConfiguredSource> In(TableReferences references) =>
    [
        .. references.Tables
            .Where(table => table.HasSource || (RuleTableTypes.ByName(table.Type) is not null && table.Name.StartsWith('/')))
            .GroupBy(table => (table.Name, RuleType: RuleTableTypes.ByName(table.Type)))
            .Where(source => FilePresence.FileExists(source.Key.Name) && !MapFile.IsMap(source.Key.Name))
            .Select(source => new ConfiguredSource(
                source.Key.Name,
                source.First().Role.Format,
                [.. source.Select(table => table.MapType).OfType<MapType>().Distinct()],
                source.Key.RuleType)),
    ];
}
