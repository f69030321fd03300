using System.Runtime.InteropServices;

namespace MapKit.Native.Lmdb;

/// <summary>The functions of liblmdb and its numbers (lmdb.h, series 0.9).</summary>
internal static partial class LmdbFunctions
{
    public const uint NoSubdirectory = 0x4000;
    public const uint ReadOnly = 0x2_0000;
    public const uint NoLock = 0x40_0000;

    public const uint SortedDuplicates = 0x04;
    public const uint CreateDatabase = 0x4_0000;

    public const int Next = 8;

    public const int KeyExists = -30799;
    public const int NotFound = -30798;

    private const string Library = SystemLibraries.Lmdb;

    /// <summary>Whether the library is available. Check before the first call.</summary>
    public static bool ArePresent() => SystemLibraries.Has(Library);

    [LibraryImport(Library, EntryPoint = "mdb_version")]
    public static partial nint VersionText(out int major, out int minor, out int patch);

    [LibraryImport(Library, EntryPoint = "mdb_strerror")]
    public static partial nint ErrorText(int code);

    [LibraryImport(Library, EntryPoint = "mdb_env_create")]
    public static partial int CreateEnvironment(out nint environment);

    [LibraryImport(Library, EntryPoint = "mdb_env_set_mapsize")]
    public static partial int SetMapSize(LmdbEnvironment environment, nuint size);

    [LibraryImport(Library, EntryPoint = "mdb_env_set_maxdbs")]
    public static partial int SetNamedDatabases(LmdbEnvironment environment, uint count);

    [LibraryImport(Library, EntryPoint = "mdb_env_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(LmdbEnvironment environment, string path, uint flags, uint mode);

    [LibraryImport(Library, EntryPoint = "mdb_env_close")]
    public static partial void Close(nint environment);

    [LibraryImport(Library, EntryPoint = "mdb_txn_begin")]
    public static partial int Begin(LmdbEnvironment environment, nint parent, uint flags, out nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_txn_commit")]
    public static partial int Commit(nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_txn_abort")]
    public static partial void Abort(nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_dbi_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenDatabase(nint transaction, string? name, uint flags, out uint database);

    [LibraryImport(Library, EntryPoint = "mdb_dbi_flags")]
    public static partial int DatabaseFlags(nint transaction, uint database, out uint flags);

    [LibraryImport(Library, EntryPoint = "mdb_get")]
    public static partial int Get(nint transaction, uint database, ref LmdbValue key, out LmdbValue value);

    [LibraryImport(Library, EntryPoint = "mdb_put")]
    public static partial int Put(nint transaction, uint database, ref LmdbValue key, ref LmdbValue value, uint flags);

    [LibraryImport(Library, EntryPoint = "mdb_del")]
    public static partial int Delete(nint transaction, uint database, ref LmdbValue key, nint value);

    [LibraryImport(Library, EntryPoint = "mdb_del")]
    public static partial int DeletePair(nint transaction, uint database, ref LmdbValue key, ref LmdbValue value);

    [LibraryImport(Library, EntryPoint = "mdb_cursor_open")]
    public static partial int OpenCursor(nint transaction, uint database, out nint cursor);

    [LibraryImport(Library, EntryPoint = "mdb_cursor_get")]
    public static partial int GetAtCursor(nint cursor, ref LmdbValue key, ref LmdbValue value, int operation);

    [LibraryImport(Library, EntryPoint = "mdb_cursor_close")]
    public static partial void CloseCursor(nint cursor);

    /// <summary>Throws the library's error, if a call has failed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="code">What the call returned.</param>
    /// <exception cref="NativeEngineException">It is not 0.</exception>
    public static void Check(string path, int code)
    {
        if (code != 0) throw new NativeEngineException(path, code, Marshal.PtrToStringUTF8(ErrorText(code)) ?? "");
    }
}
