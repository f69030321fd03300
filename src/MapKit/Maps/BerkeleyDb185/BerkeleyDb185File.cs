using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The pages of an open Berkeley DB 1.85 file. They have no checksum; what is on a page is checked by those who read it.</summary>
internal sealed class BerkeleyDb185File
{
    private readonly PageCache _cache;

    /// <summary>Creates the view of a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="pageSize">Bytes per page, checked by the caller.</param>
    /// <param name="order">Byte order of the integers on the pages.</param>
    public BerkeleyDb185File(MapBytes bytes, int pageSize, ByteOrder order)
    {
        Bytes = bytes;
        Order = order;
        _cache = new PageCache(bytes, pageSize);
    }

    /// <summary>The bytes of the file.</summary>
    public MapBytes Bytes { get; }

    /// <summary>Byte order of the integers on the pages.</summary>
    public ByteOrder Order { get; }

    /// <summary>Bytes per page.</summary>
    public int PageSize => _cache.PageSize;

    /// <summary>Whole pages in the file.</summary>
    public long PageCount => _cache.PageCount;

    /// <summary>What is wrong with the length of the file, or null.</summary>
    public MapFormatException? LengthProblem => Bytes.Length % PageSize == 0 ? null
        : new MapFormatException(Bytes.Path, $"the last {Bytes.Length % PageSize} bytes are not a whole page (truncated?)", PageCount, PageCount * PageSize);

    /// <summary>The bytes of a page.</summary>
    /// <param name="number">Its number, below <see cref="PageCount"/>.</param>
    /// <param name="access">What it is wanted for.</param>
    public ReadOnlyMemory<byte> Read(long number, PageAccess access) => _cache.Read(number, access);

    /// <summary>What is wrong at an offset of a page.</summary>
    public MapFormatException Damage(long page, int offset, string reason) => new(Bytes.Path, reason, page, (page * PageSize) + offset);
}
