using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The pages of a hash that tell which overflow pages are in use, one bit for each.</summary>
internal sealed class Hash185Bitmaps
{
    private const int BitsPerWord = 32;

    private readonly Hash185File _file;
    private readonly ReadOnlyMemory<byte>?[] _pages = new ReadOnlyMemory<byte>?[Hash185Header.SpareCount];

    /// <summary>Reads the pages.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problems">Takes what cannot be read.</param>
    public Hash185Bitmaps(Hash185File file, ProblemList problems)
    {
        _file = file;
        for (var i = 0; i < _pages.Length; i++)
        {
            var address = file.Header.Bitmaps[i];
            if (address == 0) continue;
            var page = file.Header.PageOfAddress(address);
            if (page < file.Pages.PageCount) _pages[i] = file.Pages.Read(page, PageAccess.Walk);
            else problems.Add(new MapFormatException(file.Pages.Bytes.Path, $"the bitmap with overflow address 0x{address:x4} is page {page}, but the file has {file.Pages.PageCount} pages", 0));
        }
    }

    /// <summary>The numbers of the bitmap pages.</summary>
    public IEnumerable<long> PageNumbers
    {
        get
        {
            for (var i = 0; i < _pages.Length; i++)
            {
                if (_pages[i] is not null) yield return _file.Header.PageOfAddress(_file.Header.Bitmaps[i]);
            }
        }
    }

    /// <summary>The pages that are no bucket's: the bitmaps themselves, and overflow pages that are free.</summary>
    public NumberSet PagesNotInUse()
    {
        var pages = new NumberSet(_file.Pages.PageCount);
        foreach (var number in PageNumbers) pages.Add(number);
        foreach (var (address, page) in OverflowPages())
        {
            if (IsInUse(address) == false) pages.Add(page);
        }

        return pages;
    }

    /// <summary>Every overflow page that there is room for, by its address.</summary>
    public IEnumerable<(int Address, long Page)> OverflowPages()
    {
        var before = 0u;
        for (var split = 0; split < Hash185Header.SpareCount; split++)
        {
            var spares = _file.Header.Spares[split];
            var count = Math.Min((long)spares - before, Hash185Header.AddressMask);
            for (var i = 1; i <= count; i++)
            {
                var address = (split << Hash185Header.AddressBits) + i;
                var page = _file.Header.PageOfAddress(address);
                if (page >= _file.Pages.PageCount) break;
                yield return (address, page);
            }

            before = spares;
        }
    }

    /// <summary>Whether an overflow page is in use; null if no bitmap tells it.</summary>
    public bool? IsInUse(int address)
    {
        var bit = _file.Header.BitOfAddress(address);
        var bitsPerPage = _file.Pages.PageSize * 8L;
        var page = bit / bitsPerPage;
        if (bit < 0 || page >= _pages.Length || _pages[page] is not { } bitmap) return null;
        var inPage = (int)(bit % bitsPerPage);
        var word = _file.Pages.Order.UInt32(bitmap.Span, inPage / BitsPerWord * sizeof(uint));
        return ((word >> (inPage % BitsPerWord)) & 1) != 0;
    }
}
