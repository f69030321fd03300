using System.Buffers.Binary;
using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.Hash;
using MapKit.Maps.BerkeleyDb.Recno;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Tells Berkeley DB files apart by their content and opens those that can be read.</summary>
internal static class BerkeleyDbFile
{
    private const uint QueueMagic = 0x042253;
    private const uint HeapMagic = 0x074582;

    /// <summary>
    /// Tells what a file is from its first bytes (docs/formats/map-files.md#recognising-a-file). Its name says little: <c>.db</c> is hash or btree.
    /// </summary>
    /// <param name="first">The first bytes of the file; 16 are enough to tell all but recno from btree, which takes 52.</param>
    /// <param name="refusal">For a Berkeley DB file of a kind that is not read, what it is; otherwise null.</param>
    /// <returns>Hash, btree, recno, or null: then not Berkeley DB, or see <paramref name="refusal"/>.</returns>
    public static MapType? Recognise(ReadOnlySpan<byte> first, out string? refusal)
    {
        refusal = null;
        if (first.Length < MetaPage.MagicOffset + sizeof(uint)) return null;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(first[MetaPage.MagicOffset..]);
        var swapped = BinaryPrimitives.ReverseEndianness(magic);
        if (magic == MetaPage.HashMagic || swapped == MetaPage.HashMagic) return MapType.Hash;
        if (magic == MetaPage.BtreeMagic || swapped == MetaPage.BtreeMagic) return BtreeMetaPage.IsRecno(new ByteOrder(swapped == MetaPage.BtreeMagic), first) ? MapType.Recno : MapType.Btree;
        if (magic == QueueMagic || swapped == QueueMagic) refusal = "Berkeley DB queue database: it has no keys";
        else if (magic == HeapMagic || swapped == HeapMagic) refusal = "Berkeley DB heap database: it has no keys";
        return null;
    }

    /// <summary>Opens a file. The reader disposes it; where this throws, the caller does.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="database">The name of one of several databases in it, or null for a file that is one database.</param>
    /// <exception cref="MapFormatException">Not Berkeley DB, of a kind that is not read, or damaged; or the name does not match the file.</exception>
    public static IMapReader Open(MapBytes bytes, string? database = null)
    {
        var reader = OpenFile(bytes, out var meta);
        if (reader is BtreeReader { HoldsNamedDatabases: true } directory)
            return database is null ? throw DatabaseNames.Refuse(bytes.Path, directory.Records) : NamedDatabases.Open(bytes, meta, directory, database);
        return database is null ? reader : throw DatabaseNames.HasNone(bytes.Path, database);
    }

    /// <summary>The names of the databases in a file, none where it is one database without a name.</summary>
    /// <exception cref="MapFormatException">As <see cref="Open"/>.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> DatabasesIn(MapBytes bytes) =>
        OpenFile(bytes, out _) is BtreeReader { HoldsNamedDatabases: true } directory ? [.. directory.Records.Select(record => record.Key)] : [];

    /// <summary>The directory of the databases in a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="database">The database that is wanted, for the message.</param>
    /// <exception cref="MapFormatException">It has none, or is damaged.</exception>
    public static BtreeReader DirectoryOf(MapBytes bytes, string database) =>
        OpenFile(bytes, out _) is BtreeReader { HoldsNamedDatabases: true } directory ? directory : throw DatabaseNames.HasNone(bytes.Path, database);

    /// <summary>The directory of the databases in a file.</summary>
    /// <exception cref="MapFormatException">It has none, or is damaged.</exception>
    public static BtreeReader DirectoryOf(MapBytes bytes) =>
        OpenFile(bytes, out _) is BtreeReader { HoldsNamedDatabases: true } directory ? directory : throw new MapFormatException(bytes.Path, "file holds no named databases");

    /// <summary>Opens a file as Postfix does, without the name of a database: in a file of named databases it reads the directory.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="MapFormatException">As <see cref="Open"/>.</exception>
    public static IMapReader OpenUnnamed(MapBytes bytes) => OpenFile(bytes, out _);

    /// <summary>Whether libdb made the file, as its identity shows, and not MapKit.</summary>
    /// <exception cref="MapFormatException">Not Berkeley DB, of a kind that is not read, or damaged.</exception>
    public static bool IsMadeByLibrary(MapBytes bytes)
    {
        OpenFile(bytes, out var meta);
        return meta.HasLibraryIdentity;
    }

    private static IMapReader OpenFile(MapBytes bytes, out MetaPage meta)
    {
        if (bytes.Length < MetaPage.Length)
        {
            throw new MapFormatException(
                bytes.Path, bytes.Length == 0 ? "the file is empty" : $"{bytes.Length} bytes are too few for a Berkeley DB file");
        }

        Span<byte> page = stackalloc byte[MetaPage.Length];
        bytes.Read(0, page);
        meta = MetaPage.Read(bytes.Path, bytes.Length, page);
        return OpenDatabase(bytes, meta, page);
    }

    /// <summary>Opens the database that a meta page describes.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="meta">The shared fields.</param>
    /// <param name="page">The first <see cref="MetaPage.Length"/> bytes of the page.</param>
    /// <exception cref="MapFormatException">It is damaged, or of a kind that is not read.</exception>
    public static IMapReader OpenDatabase(MapBytes bytes, MetaPage meta, ReadOnlySpan<byte> page) => meta.Type switch
    {
        MapType.Hash => HashReader.Open(bytes, meta, page),
        MapType.Recno => RecnoReader.Open(bytes, meta, page),
        _ => BtreeReader.Open(bytes, meta, page),
    };
}
