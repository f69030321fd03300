using MapKit.Maps.BerkeleyDb;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps;

/// <summary>Opens map files.</summary>
public static class MapFile
{
    /// <summary>Opens a map of any type, told by its content; the name means nothing.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open map.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MapFormatException">Not a map, a kind of map that cannot be read, or a damaged header.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static IMapReader Open(string path)
    {
        var bytes = OpenBytes(path);
        try
        {
            return Open(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Opens the bytes of a file, whatever they are.</summary>
    /// <exception cref="MapFormatException">A folder, or something else that has no content.</exception>
    internal static MapBytes OpenBytes(string path) => Directory.Exists(path)
        ? throw new MapFormatException(path, "is a directory, not a map")
        : MapBytes.Open(path);

    /// <summary>Tells the type of a file by its first bytes.</summary>
    /// <exception cref="MapFormatException">Not a map, or a kind of map that cannot be read.</exception>
    internal static MapType Recognise(MapBytes bytes)
    {
        if (bytes.Length == 0) throw new MapFormatException(bytes.Path, "the file is empty, which is not a map");
        var start = new byte[Math.Min(bytes.Length, CdbFile.RecognisedBy)];
        bytes.Read(0, start);

        if (BerkeleyDbFile.Recognise(start, out var refusal) is { } type) return type;
        if (refusal is not null) throw new MapFormatException(bytes.Path, refusal);
        if (LmdbFile.Recognise(start)) return MapType.Lmdb;
        if (CdbFile.Recognise(start, bytes.Length)) return MapType.Cdb;
        throw new MapFormatException(bytes.Path, "not a map: the content is neither Berkeley DB, LMDB nor cdb");
    }

    /// <summary>Opens a map of any type. The reader disposes of the bytes; where this throws, the caller does.</summary>
    internal static IMapReader Open(MapBytes bytes) => Recognise(bytes) switch
    {
        MapType.Lmdb => LmdbFile.Open(bytes),
        MapType.Cdb => CdbFile.Open(bytes),
        _ => BerkeleyDbFile.Open(bytes),
    };

    /// <summary>Opens a map of any type in a file that is open already and stays the caller's.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="MapFormatException">As <see cref="Open(string)"/>.</exception>
    internal static IMapReader Open(SafeFileHandle handle, string path) => Open(MapBytes.Of(path, handle));
}
