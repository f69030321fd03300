using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>An open hash file: where its pages are.</summary>
internal sealed class Hash185File
{
    /// <summary>Creates the view of a file.</summary>
    public Hash185File(MapBytes bytes, Hash185Header header)
    {
        Header = header;
        Pages = new BerkeleyDb185File(bytes, header.PageSize, header.Order);
    }

    /// <summary>The header.</summary>
    public Hash185Header Header { get; }

    /// <summary>The pages.</summary>
    public BerkeleyDb185File Pages { get; }

    /// <summary>The first page of a bucket.</summary>
    public Hash185Page ReadBucket(uint bucket, PageAccess access) => Hash185Page.Read(Pages, Header.PageOfBucket(bucket), access);

    /// <summary>The number of the page to which an entry leads.</summary>
    /// <param name="page">The page that holds the entry.</param>
    /// <param name="index">The entry.</param>
    /// <exception cref="MapFormatException">There is no such page.</exception>
    public long Target(Hash185Page page, int index)
    {
        var address = page[index];
        var target = Header.PageOfAddress(address);
        if ((address & Hash185Header.AddressMask) == 0) throw page.Damage(index, $"overflow address 0x{address:x4}, which is invalid");
        return target < Pages.PageCount ? target
            : throw page.Damage(index, $"overflow address 0x{address:x4} is page {target}, but the file has {Pages.PageCount} pages (truncated?)");
    }
}
