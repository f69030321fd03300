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
        if (Directory.Exists(path)) throw new MapFormatException(path, "is a directory, not a map");
        var bytes = MapBytes.Open(path);
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

    /// <summary>Opens a map of any type in a file that is open already and stays the caller's.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="MapFormatException">As <see cref="Open(string)"/>.</exception>
    internal static IMapReader Open(SafeFileHandle handle, string path) => Open(MapBytes.Of(path, handle));

    private static IMapReader Open(MapBytes bytes)
    {
        if (bytes.Length == 0) throw new MapFormatException(bytes.Path, "the file is empty, which is not a map");
        var start = new byte[Math.Min(bytes.Length, CdbFile.RecognisedBy)];
        bytes.Read(0, start);

        if (BerkeleyDbFile.Recognise(start, out var refusal) is not null) return BerkeleyDbFile.Open(bytes);
        if (refusal is not null) throw new MapFormatException(bytes.Path, refusal);
        if (LmdbFile.Recognise(start)) return LmdbFile.Open(bytes);
        if (CdbFile.Recognise(start, bytes.Length)) return CdbFile.Open(bytes);
        throw new MapFormatException(bytes.Path, "not a map: the content is neither Berkeley DB, LMDB nor cdb");
    }
}
