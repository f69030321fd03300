using System.Runtime.InteropServices;
using MapKit.Maps;

namespace MapKit.Native.Lmdb;

/// <summary>
/// LMDB 0.9 of the system. Files are opened without LMDB's lock file, so no other program may write them meanwhile; and
/// LMDB maps them, so a file that is cut short while it is open ends the process.
/// </summary>
public sealed class LmdbLibrary : INativeEngine
{
    private const long UsualMapSize = 1L << 30;
    private const uint Mode = 0x1A4; // 0644
    private const int SeriesMinor = 9;

    private LmdbLibrary(string version) => Version = version;

    /// <inheritdoc/>
    public string Version { get; }

    /// <summary>Finds the library.</summary>
    /// <returns>Null if it is not installed, or is of a series whose files Postfix does not read.</returns>
    public static LmdbLibrary? Find()
    {
        if (!LmdbFunctions.ArePresent()) return null;
        var version = Marshal.PtrToStringUTF8(LmdbFunctions.VersionText(out var major, out var minor, out _)) ?? "";
        return major == 0 && minor == SeriesMinor ? new LmdbLibrary(version) : null;
    }

    /// <inheritdoc/>
    public bool Supports(MapType type) => type == MapType.Lmdb;

    /// <inheritdoc/>
    public INativeMap Create(string path, MapType type, NativeMapOptions? options = null)
    {
        options ??= new NativeMapOptions();
        if (!Supports(type)) throw new NotSupportedException($"LMDB has no files of type {MapTypes.NameOf(type)}");
        if (options.Duplicates == NativeDuplicates.Unsorted) throw new NotSupportedException("LMDB sorts the values of a key");
        if (options.PageSize is not null || options.BigEndian is not null || options.Checksums || options.FillFactor is not null
            || options.ExpectedRecords is not null || options.MinimumKeysPerPage is not null)
            throw new NotSupportedException("LMDB has one layout: no page size, byte order, checksums or fill to choose");
        if (options.Database is null && File.Exists(path)) throw new NativeEngineException(path, 17, "File exists");
        var flags = LmdbFunctions.CreateDatabase | (options.Duplicates == NativeDuplicates.Sorted ? LmdbFunctions.SortedDuplicates : 0);
        return Open(path, writable: true, options.Database, flags, options.MapSize ?? UsualMapSize);
    }

    /// <inheritdoc/>
    public INativeMap Open(string path, bool writable = false, string? database = null)
    {
        if (!File.Exists(path)) throw new NativeEngineException(path, 2, "No such file or directory");
        return Open(path, writable, database, flags: 0, writable ? Math.Max(UsualMapSize, 2 * new FileInfo(path).Length) : null);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? Verify(string path) => null;

    private static LmdbMap Open(string path, bool writable, string? name, uint flags, long? mapSize)
    {
        var environment = new LmdbEnvironment(path);
        try
        {
            if (mapSize is { } size) LmdbFunctions.Check(path, LmdbFunctions.SetMapSize(environment, checked((nuint)size)));
            if (name is not null) LmdbFunctions.Check(path, LmdbFunctions.SetNamedDatabases(environment, 1));
            var access = LmdbFunctions.NoSubdirectory | LmdbFunctions.NoLock | (writable ? 0 : LmdbFunctions.ReadOnly);
            LmdbFunctions.Check(path, LmdbFunctions.Open(environment, path, access, Mode));
            return new LmdbMap(path, environment, writable, name, flags);
        }
        catch
        {
            environment.Dispose();
            throw;
        }
    }
}
