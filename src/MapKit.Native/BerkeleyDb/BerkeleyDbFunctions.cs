using System.Runtime.InteropServices;

namespace MapKit.Native.BerkeleyDb;

/// <summary>
/// The functions that libdb 5.3 exports, and its numbers (db.h). Its methods are members of the structure DB; most of them
/// are exported under their names in its sources, so the layout of that structure is not needed.
/// </summary>
internal static partial class BerkeleyDbFunctions
{
    public const int Btree = 1;
    public const int Hash = 2;
    public const int Unknown = 5;

    public const uint Create = 0x1;
    public const uint SortedDuplicates = 0x2;
    public const uint Exclusive = 0x4;
    public const uint Checksums = 0x8;
    public const uint Duplicates = 0x10;
    public const uint ReadOnly = 0x400;

    public const uint GetBoth = 8;
    public const uint Next = 16;

    public const int BufferSmall = -30999;
    public const int KeyExists = -30994;
    public const int NotFound = -30988;
    public const int VerifyBad = -30970;

    private const string Library = SystemLibraries.BerkeleyDb;

    private static readonly string[] Names =
    [
        "db_create", "db_strerror", "db_version", "__db_open_pp", "__db_close_pp", "__db_sync_pp", "__db_get_pp", "__db_put_pp", "__db_del_pp",
        "__db_cursor_pp", "__dbc_get_pp", "__dbc_del_pp", "__dbc_close_pp", "__db_verify_pp", "__db_set_flags", "__db_set_lorder",
        "__db_set_pagesize", "__ham_set_h_compare", "__bam_set_bt_compare",
    ];

    /// <summary>Whether the library is available with all functions used here. Check before the first call.</summary>
    public static bool ArePresent() => SystemLibraries.Has(Library, Names);

    [LibraryImport(Library, EntryPoint = "db_create")]
    public static partial int CreateHandle(out nint database, nint environment, uint flags);

    [LibraryImport(Library, EntryPoint = "db_strerror")]
    public static partial nint ErrorText(int code);

    [LibraryImport(Library, EntryPoint = "db_version")]
    public static partial nint VersionText(out int major, out int minor, out int patch);

    [LibraryImport(Library, EntryPoint = "__db_set_flags")]
    public static partial int SetFlags(BerkeleyDbHandle database, uint flags);

    [LibraryImport(Library, EntryPoint = "__db_set_lorder")]
    public static partial int SetByteOrder(BerkeleyDbHandle database, int order);

    [LibraryImport(Library, EntryPoint = "__db_set_pagesize")]
    public static partial int SetPageSize(BerkeleyDbHandle database, uint size);

    [LibraryImport(Library, EntryPoint = "__db_open_pp", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(BerkeleyDbHandle database, nint transaction, string file, string? name, int type, uint flags, int mode);

    [LibraryImport(Library, EntryPoint = "__db_close_pp")]
    public static partial int Close(nint database, uint flags);

    [LibraryImport(Library, EntryPoint = "__db_sync_pp")]
    public static partial int Sync(BerkeleyDbHandle database, uint flags);

    [LibraryImport(Library, EntryPoint = "__db_get_pp")]
    public static partial int Get(BerkeleyDbHandle database, nint transaction, ref BerkeleyDbItem key, ref BerkeleyDbItem value, uint flags);

    [LibraryImport(Library, EntryPoint = "__db_put_pp")]
    public static partial int Put(BerkeleyDbHandle database, nint transaction, ref BerkeleyDbItem key, ref BerkeleyDbItem value, uint flags);

    [LibraryImport(Library, EntryPoint = "__db_del_pp")]
    public static partial int Delete(BerkeleyDbHandle database, nint transaction, ref BerkeleyDbItem key, uint flags);

    [LibraryImport(Library, EntryPoint = "__db_cursor_pp")]
    public static partial int OpenCursor(BerkeleyDbHandle database, nint transaction, out nint cursor, uint flags);

    [LibraryImport(Library, EntryPoint = "__dbc_get_pp")]
    public static partial int GetAtCursor(nint cursor, ref BerkeleyDbItem key, ref BerkeleyDbItem value, uint flags);

    [LibraryImport(Library, EntryPoint = "__dbc_del_pp")]
    public static partial int DeleteAtCursor(nint cursor, uint flags);

    [LibraryImport(Library, EntryPoint = "__dbc_close_pp")]
    public static partial int CloseCursor(nint cursor);

    [LibraryImport(Library, EntryPoint = "__db_verify_pp", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Verify(BerkeleyDbHandle database, string file, string? name, nint output, uint flags);
}
