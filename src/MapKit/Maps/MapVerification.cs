using MapKit.Maps.Paging;

namespace MapKit.Maps;

/// <summary>
/// The result of a check of the structure of a map file. If there are no problems, Postfix can read every
/// record, by its key and in sequence, and no other record.
/// </summary>
/// <param name="Type">The type according to the content of the file.</param>
/// <param name="Problems">The problems in the order in which they were found, at most <see cref="ProblemLimit"/>.</param>
/// <param name="ProblemCount">Number of problems; a lower bound if the list is full.</param>
public sealed record MapVerification(MapType Type, IReadOnlyList<MapProblem> Problems, long ProblemCount)
{
    /// <summary>Maximum number of listed problems.</summary>
    public const int ProblemLimit = 1000;

    /// <summary>The names of the databases in the file, of a sound file that was checked completely; none if it is one map.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Databases { get; private init; } = [];

    /// <summary>Whether there is no problem.</summary>
    public bool IsSound => ProblemCount == 0;

    /// <summary>
    /// Checks every page of a file (docs/formats/berkeley-db-hash.md#checks, docs/formats/berkeley-db-btree.md#checks,
    /// docs/formats/lmdb.md#lmdb, docs/formats/cdb.md#cdb and docs/formats/damaged-files.md#every-reader).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="database">
    /// One of the named databases of the file, or null for the whole file. In a Berkeley DB file the pages of that database, of the
    /// directory and of the free list are checked, in an LMDB file all.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MapFormatException">Not a map, or a kind of map that cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be read, or has become shorter meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static MapVerification Verify(string path, string? database = null)
    {
        using var bytes = MapFile.OpenBytes(path);
        return Verify(bytes, database);
    }

    /// <summary>Checks every page of a map that a stream gives. All of it is kept in memory.</summary>
    /// <param name="stream">The bytes, from the start of the map to the end of the stream; not disposed.</param>
    /// <exception cref="MapFormatException">Not a map, or a kind of map that cannot be read.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static MapVerification Verify(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Verify(MapBytes.FromStream(MapFile.StreamName, stream));
    }

    /// <summary>Checks every page of an open file, which is not disposed.</summary>
    internal static MapVerification Verify(MapBytes bytes, string? database = null)
    {
        var problems = new ProblemList();
        var map = MapFile.Recognise(bytes).Verify(bytes, problems, database);
        return new MapVerification(map.Type, problems.Problems, problems.Count) { Databases = map.Databases };
    }
}

/// <summary>One problem of a map file.</summary>
/// <param name="Reason">What is wrong, in words.</param>
/// <param name="Page">The page, counted from 0; null if the format has none or the problem concerns the whole file.</param>
/// <param name="Offset">The place, in bytes from the start of the file, or null.</param>
/// <param name="Field">The name of the field at the offset in the description of the format (docs/formats/map-files.md#map-files), or null.</param>
public sealed record MapProblem(string Reason, long? Page, long? Offset, string? Field);
