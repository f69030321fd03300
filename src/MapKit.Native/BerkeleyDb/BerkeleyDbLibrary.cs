using System.Runtime.InteropServices;
using MapKit.Maps;

namespace MapKit.Native.BerkeleyDb;

/// <summary>Berkeley DB 5.3 of the system: hash and btree files.</summary>
public sealed class BerkeleyDbLibrary : INativeEngine
{
    private const int Mode = 0x1A4; // 0644
    private const int LittleEndian = 1234;
    private const int BigEndian = 4321;

    private BerkeleyDbLibrary() => Version = Marshal.PtrToStringUTF8(BerkeleyDbFunctions.VersionText(out _, out _, out _)) ?? "";

    /// <inheritdoc/>
    public string Version { get; }

    /// <summary>Finds the library.</summary>
    /// <returns>Null if it is not installed or lacks functions.</returns>
    public static BerkeleyDbLibrary? Find() => BerkeleyDbFunctions.ArePresent() ? new BerkeleyDbLibrary() : null;

    /// <inheritdoc/>
    public bool Supports(MapType type) => type is MapType.Hash or MapType.Btree;

    /// <inheritdoc/>
    public INativeMap Create(string path, MapType type, NativeMapOptions? options = null)
    {
        options ??= new NativeMapOptions();
        var number = type switch
        {
            MapType.Hash => BerkeleyDbFunctions.Hash,
            MapType.Btree => BerkeleyDbFunctions.Btree,
            _ => throw new NotSupportedException($"Berkeley DB has no files of type {MapTypes.NameOf(type)}"),
        };
        if (options.MapSize is not null) throw new NotSupportedException("Berkeley DB has no largest size of a file");
        var flags = BerkeleyDbFunctions.Create | (options.Database is null ? BerkeleyDbFunctions.Exclusive : 0);
        return Open(path, options.Database, number, flags, database => Configure(path, database, options));
    }

    /// <inheritdoc/>
    public INativeMap Open(string path, bool writable = false, string? database = null) =>
        Open(path, database, BerkeleyDbFunctions.Unknown, writable ? 0 : BerkeleyDbFunctions.ReadOnly, static _ => { });

    /// <inheritdoc/>
    public IReadOnlyList<string> Verify(string path)
    {
        using var database = NewHandle(path);
        var code = BerkeleyDbFunctions.Verify(database, path, null, 0, 0);

        // That call has freed the structure, whatever it found.
        database.SetHandleAsInvalid();
        if (code == BerkeleyDbFunctions.VerifyBad) return [.. BerkeleyDbMessages.Take().DefaultIfEmpty("the file is damaged")];
        BerkeleyDbMessages.Check(path, code);
        return BerkeleyDbMessages.Take();
    }

    private static BerkeleyDbMap Open(string path, string? name, int type, uint flags, Action<BerkeleyDbHandle> configure)
    {
        var database = NewHandle(path);
        try
        {
            configure(database);
            BerkeleyDbMessages.Check(path, BerkeleyDbFunctions.Open(database, 0, path, name, type, flags, Mode));
        }
        catch
        {
            database.Dispose();
            throw;
        }

        return new BerkeleyDbMap(path, database);
    }

    private static BerkeleyDbHandle NewHandle(string path)
    {
        _ = BerkeleyDbMessages.Take();
        var database = new BerkeleyDbHandle(path);
        BerkeleyDbMessages.CollectOf(database);
        return database;
    }

    private static void Configure(string path, BerkeleyDbHandle database, NativeMapOptions options)
    {
        var flags = options.Duplicates switch
        {
            NativeDuplicates.Sorted => BerkeleyDbFunctions.Duplicates | BerkeleyDbFunctions.SortedDuplicates,
            NativeDuplicates.Unsorted => BerkeleyDbFunctions.Duplicates,
            _ => 0u,
        };
        if (options.Checksums) flags |= BerkeleyDbFunctions.Checksums;
        if (flags != 0) BerkeleyDbMessages.Check(path, BerkeleyDbFunctions.SetFlags(database, flags));
        if (options.PageSize is { } size) BerkeleyDbMessages.Check(path, BerkeleyDbFunctions.SetPageSize(database, (uint)size));
        if (options.BigEndian is { } big) BerkeleyDbMessages.Check(path, BerkeleyDbFunctions.SetByteOrder(database, big ? BigEndian : LittleEndian));
        if (options.FillFactor is { } fill) BerkeleyDbMessages.Check(path, BerkeleyDbMethods.FillFactor(database, fill));
        if (options.ExpectedRecords is { } records) BerkeleyDbMessages.Check(path, BerkeleyDbMethods.ExpectedRecords(database, records));
        if (options.MinimumKeysPerPage is { } keys) BerkeleyDbMessages.Check(path, BerkeleyDbMethods.MinimumKeysPerPage(database, keys));
    }
}
