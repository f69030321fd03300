using MapKit.Configuration.References;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Platform.Paths;
using MapKit.Tables;

namespace MapKit.Operations.Status;

/// <summary>Finds the maps beside a configuration's tables that the configuration does not name.</summary>
/// <param name="tables">The tables that it names.</param>
internal sealed class UnreferencedMaps(IReadOnlyList<TableStatus> tables)
{
    /// <summary>Examines the folders of the sources. A folder that cannot be read is reported with its tables.</summary>
    public IReadOnlyList<TableStatus> Find()
    {
        var folders = tables.Select(table => MapPath.RealFolderOf(table.SourcePath)).OfType<string>().Distinct().ToArray();
        var named = tables.Select(table => table.MapPath).OfType<string>().SelectMany(NamesOf).ToHashSet(StringComparer.Ordinal);
        var found = new List<TableStatus>();
        foreach (var folder in folders)
        {
            try
            {
                found.AddRange(Directory.GetFiles(FileRoot.PathOf(folder)).Select(file => Path.Join(folder, Path.GetFileName(file))).Order(StringComparer.Ordinal).Where(path => !named.Contains(path)).Select(Look).OfType<TableStatus>());
            }
            catch (UnauthorizedAccessException)
            {
                continue;
            }
        }

        return found;
    }

    /// <summary>A map as it is named, and as its folder lists it.</summary>
    private static IEnumerable<string> NamesOf(string map)
    {
        yield return map;
        if (MapPath.RealFolderOf(map) is { } folder) yield return Path.Join(folder, Path.GetFileName(map));
    }

    private static TableStatus? Look(string path)
    {
        var suffix = MapTypes.All.Select(MapTypes.SuffixOf).FirstOrDefault(suffix => path.EndsWith(suffix, StringComparison.Ordinal));
        if (suffix is null) return null;
        try
        {
            var type = MapFile.TypeOf(path);
            var source = path[..^suffix.Length];
            return new TableStatus
            {
                Role = TableRole.FromFormat(TableFormat.ForFileName(source)),
                Type = MapTypes.NameOf(type),
                Name = source,
                SourcePath = FilePresence.FileExists(source) ? source : null,
                MapPath = path,
                MapType = type,
                FoundType = type,
                State = TableState.Unreferenced,
            };
        }
        catch (Exception exception) when (exception is MapFormatException or IOException or UnauthorizedAccessException)
        {
            // Not a map of Postfix, or not readable: it is not shown.
            return null;
        }
    }
}
