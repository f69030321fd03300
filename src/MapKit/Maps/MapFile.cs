using MapKit.Maps.Paging;
using MapKit.Platform;
using MapKit.Source;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps;

/// <summary>Opens map files.</summary>
public static class MapFile
{
    /// <summary>Bytes of the start of a file that every engine needs to recognise its maps.</summary>
    internal const int RecognisedBy = 2048;

    /// <summary>The name of a map that a stream gives, in messages.</summary>
    internal const string StreamName = "map";

    /// <summary>Opens a map of any type, which is recognised by its content, not its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="database">One of the named databases of a Berkeley DB or LMDB file; null for a file that is one map, as all of Postfix's are.</param>
    /// <returns>The open map.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MapFormatException">Not a map, a kind of map that cannot be read, or a damaged header; or there is no such database.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static IMapReader Open(string path, string? database = null)
    {
        var bytes = OpenBytes(path);
        try
        {
            return Open(bytes, database);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Opens a map that a stream gives, as <see cref="Open(string, string?)"/> opens a file. All of it is kept in memory.</summary>
    /// <param name="stream">The bytes, from the start of the map to the end of the stream; not disposed.</param>
    /// <returns>The open map.</returns>
    /// <exception cref="MapFormatException">As for a file.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static IMapReader Open(Stream stream) => Open(stream, StreamName, null);

    /// <summary>As <see cref="Open(Stream)"/>, with the name of the map in messages and, as for a file, the name of a database.</summary>
    internal static IMapReader Open(Stream stream, string name, string? database)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Open(MapBytes.FromStream(name, stream), database);
    }

    /// <summary>Opens a map of any type with the records that Postfix sees: named databases are additional records, with binary values.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MapFormatException">As <see cref="Open(string, string?)"/>.</exception>
    internal static IMapReader OpenAsPostfix(string path)
    {
        var bytes = OpenBytes(path);
        try
        {
            return OpenAsPostfix(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Opens a map of any type in an open file, which is not disposed.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="MapFormatException">As <see cref="Open(string, string?)"/>.</exception>
    internal static IMapReader Open(SafeFileHandle handle, string path) => Open(MapBytes.Borrow(path, handle), null);

    /// <summary>The names of the databases in a Berkeley DB or LMDB file that holds several, as bytes; none for any other map. In LMDB all keys are read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MapFormatException">A Berkeley DB or LMDB file that is damaged or of a kind that cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> DatabasesIn(string path)
    {
        using var bytes = OpenBytes(path);
        return DatabasesIn(bytes);
    }

    /// <summary>As above, of an open file.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> DatabasesIn(MapBytes bytes) => EngineOf(StartOf(bytes), bytes.Length, out _)?.DatabasesIn(bytes) ?? [];

    /// <summary>Whether the content of a file is a map of any kind, including an unsupported one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MapFormatException">Not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static bool IsMap(string path)
    {
        using var bytes = OpenBytes(path);
        return IsMap(StartOf(bytes), bytes.Length);
    }

    /// <summary>Whether bytes are the content of a map of any kind, including an unsupported one.</summary>
    /// <param name="start">The first bytes of a file, or all of them.</param>
    /// <param name="length">The size of the file.</param>
    internal static bool IsMap(ReadOnlySpan<byte> start, long length) =>
        EngineOf(start, length, out var refusal) is not null || refusal is not null;

    /// <summary>Opens the bytes of a file of any kind.</summary>
    /// <exception cref="MapFormatException">A folder, or something else without content.</exception>
    internal static MapBytes OpenBytes(string path) =>
        FilePresence.FolderExists(path) ? throw new MapFormatException(path, "is a directory, not a map") : MapBytes.Open(path);

    /// <summary>As <see cref="OpenBytes(string)"/>; null if another program holds its lock longer than that.</summary>
    /// <exception cref="MapFormatException">A folder, or something else without content.</exception>
    internal static MapBytes? OpenBytes(string path, TimeSpan longestWait) =>
        FilePresence.FolderExists(path) ? throw new MapFormatException(path, "is a directory, not a map") : MapBytes.Open(path, longestWait);

    /// <summary>The type of a map, according to its header. It does not wait for a lock: a daemon may hold the lock of its cache permanently.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MapFormatException">As <see cref="Open(string, string?)"/>, or it was changed meanwhile.</exception>
    internal static MapType TypeOf(string path)
    {
        using var handle = UnlockedFile.Open(path, waitsForWriter: false);
        if (!FileStatus.Read(handle).IsRegular) throw new MapFormatException(path, "not a regular file, so it cannot be a map");
        using var map = Open(handle, path);
        return map.Type;
    }

    private static byte[] StartOf(MapBytes bytes)
    {
        var start = new byte[Math.Min(bytes.Length, RecognisedBy)];
        bytes.Read(0, start);
        return start;
    }

    /// <summary>The engine that reads a file.</summary>
    /// <exception cref="MapFormatException">Not a map, or a kind of map that cannot be read.</exception>
    internal static MapEngine Recognise(MapBytes bytes)
    {
        if (bytes.Length == 0) throw new MapFormatException(bytes.Path, "the file is empty, which is not a map");
        if (EngineOf(StartOf(bytes), bytes.Length, out var refusal) is { } engine) return engine;
        if (refusal is null && ForeignContent.Recognise(StartOf(bytes)) is var (what, help)) throw new MapFormatException(bytes.Path, $"not a map: {what}; {help}");
        string[] formats = [.. MapEngines.FileFormats];
        throw new MapFormatException(bytes.Path, refusal ?? $"not a map: the content is neither {string.Join(", ", formats[..^1])} nor {formats[^1]}");
    }

    /// <summary>Opens a map of any type. The reader disposes of the bytes; if this method throws, the caller does.</summary>
    internal static IMapReader Open(MapBytes bytes, string? database = null) => Recognise(bytes).Open(bytes, database);

    /// <summary>As <see cref="OpenAsPostfix(string)"/>. The reader disposes of the bytes; if this method throws, the caller does.</summary>
    internal static IMapReader OpenAsPostfix(MapBytes bytes) => Recognise(bytes).OpenAsPostfix(bytes);

    private static MapEngine? EngineOf(ReadOnlySpan<byte> start, long length, out string? refusal)
    {
        refusal = null;
        foreach (var engine in MapEngines.Readable)
        {
            if (engine.Recognises(start, length)) return engine;
            refusal = engine.RefusalOf(start);
            if (refusal is not null) return null;
        }

        return null;
    }
}
