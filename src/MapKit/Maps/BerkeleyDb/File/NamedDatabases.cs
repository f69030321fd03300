using System.Buffers.Binary;
using System.Text;
using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// Files that are a directory of named databases (docs/formats/berkeley-db.md#named-databases). Postfix opens files without a name
/// and would look up keys in the directory itself, so such a file is read only where one of its databases is asked for.
/// </summary>
internal static class NamedDatabases
{
    /// <summary>Opens one database.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fileMeta">Its page 0.</param>
    /// <param name="directory">The directory of the databases.</param>
    /// <param name="database">The name, stored in UTF-8.</param>
    /// <exception cref="MapFormatException">There is no such database, or it is damaged.</exception>
    public static IMapReader Open(MapBytes bytes, MetaPage fileMeta, BtreeReader directory, string database)
    {
        Span<byte> page = stackalloc byte[MetaPage.Length];
        var meta = Find(bytes, fileMeta, directory, database, page);
        return BerkeleyDbFile.OpenDatabase(bytes, meta, page);
    }

    /// <summary>Finds the meta page of one database.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fileMeta">Its page 0.</param>
    /// <param name="directory">The directory of the databases.</param>
    /// <param name="database">The name, stored in UTF-8.</param>
    /// <param name="page">Takes the first <see cref="MetaPage.Length"/> bytes of the page.</param>
    /// <exception cref="MapFormatException">There is no such database, or its page is damaged.</exception>
    public static MetaPage Find(MapBytes bytes, MetaPage fileMeta, BtreeReader directory, string database, Span<byte> page)
    {
        if (!directory.TryGet(Encoding.UTF8.GetBytes(database), out var stored))
            throw DatabaseNames.IsNone(bytes.Path, database, directory.Records.Select(record => record.Key));
        return Read(bytes, fileMeta, database, stored, page);
    }

    /// <summary>Reads the meta page of one database.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fileMeta">Its page 0.</param>
    /// <param name="database">The name, for messages.</param>
    /// <param name="stored">What the directory has for the name.</param>
    /// <param name="page">Takes the first <see cref="MetaPage.Length"/> bytes of the page.</param>
    /// <exception cref="MapFormatException">The page is not there, or damaged.</exception>
    public static MetaPage Read(MapBytes bytes, MetaPage fileMeta, string database, ReadOnlyMemory<byte> stored, Span<byte> page)
    {
        if (stored.Length != sizeof(uint))
            throw new MapFormatException(bytes.Path, $"the directory has {stored.Length} bytes where the page of database \"{database}\" should be");

        // Always big end first, whatever the order of the file.
        var number = BinaryPrimitives.ReadUInt32BigEndian(stored.Span);
        var start = (long)number * fileMeta.PageSize;
        if (number == 0 || start >= bytes.Length)
            throw new MapFormatException(bytes.Path, $"database \"{database}\" should begin on page {number}, which is not in the file");
        bytes.Read(start, page);
        var meta = MetaPage.Read(bytes.Path, bytes.Length, page, number, start);
        if (meta.PageSize != fileMeta.PageSize || meta.Order != fileMeta.Order || meta.HasChecksums != fileMeta.HasChecksums)
            throw new MapFormatException(bytes.Path, $"database \"{database}\" has another page size, byte order or kind of page than the file", number, start);
        return meta;
    }
}
