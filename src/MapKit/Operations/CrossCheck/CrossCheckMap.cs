using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.CrossCheck;

/// <summary>The map that an engine left, with its records.</summary>
internal sealed class CrossCheckMap
{
    private CrossCheckMap(string? path) => Path = path;

    /// <summary>No map.</summary>
    public static CrossCheckMap None { get; } = new(null);

    /// <summary>The file, or null for none.</summary>
    public string? Path { get; }

    /// <summary>Why it cannot be read, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The records that are compared, in the order of the file.</summary>
    public IReadOnlyList<MapRecord> Records { get; private set; } = [];

    /// <summary>
    /// Whether there are records that are not compared: the NIS records of postalias, which have the time and the host
    /// (docs/formats/aliases.md#records-added-by-postalias).
    /// </summary>
    public bool HasYpRecords { get; private set; }

    /// <summary>Size of the file.</summary>
    public long Length { get; private set; }

    /// <summary>Reads what an engine left beside its source: a map of the type, or of another where the configuration redirects it.</summary>
    /// <param name="source">The source's path in the folder.</param>
    /// <param name="type">The type that was asked for.</param>
    /// <param name="format">The table's format.</param>
    /// <exception cref="IOException">In the place of the map there is something else.</exception>
    public static CrossCheckMap Read(string source, MapType type, TableFormat format)
    {
        var path = MapTypes.All.Prepend(type).Select(each => source + MapTypes.SuffixOf(each)).FirstOrDefault(System.IO.Path.Exists);
        var map = new CrossCheckMap(path);
        if (path is not null) map.Load(path, format.Syntax == SourceSyntax.Aliases);
        return map;
    }

    private void Load(string path, bool isAliases)
    {
        // An engine that worked with the rights of another user cannot lead root to another file.
        if (new FileInfo(path).LinkTarget is not null || (LibC.IsSupported && !FileStatus.At(path).IsRegular))
            throw new IOException($"{path}: is not a regular file");

        try
        {
            using var reader = MapFile.Open(path);
            Length = reader.Info.FileSize;
            var records = new List<MapRecord>();
            foreach (var record in reader.Records)
            {
                if (isAliases && AliasMarks.IsYpName(StoredText.UpToNul(record.Key).Span)) HasYpRecords = true;
                else records.Add(record);
            }

            Records = records;
        }
        catch (MapFormatException exception)
        {
            Problem = exception.Message[(exception.Path.Length + ": ".Length)..];
        }
    }
}
