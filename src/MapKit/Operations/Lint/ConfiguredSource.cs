using MapKit.Configuration;
using MapKit.Configuration.Clients;
using MapKit.Configuration.References;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Tables;
using MapKit.Tables.Lists;

namespace MapKit.Operations.Lint;

/// <summary>A file that a configuration names as the source of a table, or as a part of a match list.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">The format of its use.</param>
/// <param name="MapTypes">The types of the maps that are compiled from it; none if Postfix reads it directly.</param>
/// <param name="RuleType">The type of a table of patterns or networks; null for a table of keys.</param>
internal sealed record ConfiguredSource(string Path, TableFormat Format, IReadOnlyList<MapType> MapTypes, RuleTableType? RuleType)
{
    /// <summary>The match list of which the file is a part; null for a table.</summary>
    public MatchListUse? List { get; init; }

    /// <summary>The type of the client whose settings the file has; null for a table.</summary>
    public ClientType? Client { get; init; }

    /// <summary>The format and the parameter that gives it; null for what is not a table.</summary>
    public FormatChoice? Choice { get; private init; }

    /// <summary>The sources that a configuration names and that are regular files, each once, in the order of the tables.</summary>
    /// <param name="references">The tables of the configuration.</param>
    public static IReadOnlyList<ConfiguredSource> In(TableReferences references) =>
    [
        .. references.Tables
            .Where(table => table.HasSource || (RuleTableTypes.ByName(table.Type) is not null && table.Name.StartsWith('/')))
            .GroupBy(table => (table.Name, RuleType: RuleTableTypes.ByName(table.Type)))
            .Where(source => FilePresence.IsRegularFile(source.Key.Name) && !MapFile.IsMap(source.Key.Name))
            .Select(source => new ConfiguredSource(
                source.Key.Name,
                source.First().Role.Format,
                [.. source.Select(table => table.MapType).OfType<MapType>().Distinct()],
                source.Key.RuleType) { Choice = FormatChoice.Create(source.First().Uses[0], source.First().Role.Format) }),
        .. references.Tables
            .Where(table => ClientType.ByName(table.Type) is not null && table.Name.StartsWith('/') && FilePresence.IsRegularFile(table.Name))
            .DistinctBy(table => table.Name)
            .Select(table => new ConfiguredSource(table.Name, TableFormat.Plain, [], null) { Client = ClientType.ByName(table.Type) }),
        .. references.ListFiles
            .DistinctBy(file => file.Path)
            .Where(file => FilePresence.IsRegularFile(file.Path) && references.RoleOf(file.Path) is null)
            .Select(file => new ConfiguredSource(file.Path, TableFormat.Plain, [], null) { List = file.Use }),
    ];
}
