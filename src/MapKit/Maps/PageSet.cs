namespace MapKit.Maps;

/// <summary>A set of page numbers, one bit each.</summary>
internal sealed class PageSet
{
    private readonly ulong[] _words;

    /// <summary>Creates an empty set.</summary>
    /// <param name="pageCount">Pages in the file; every number is below.</param>
    public PageSet(long pageCount) => _words = new ulong[(pageCount + 63) / 64];

    /// <summary>Whether a page is in the set.</summary>
    public bool Contains(long page) => (_words[page / 64] & Bit(page)) != 0;

    /// <summary>Puts a page into the set.</summary>
    /// <returns>Whether it was not there yet.</returns>
    public bool Add(long page)
    {
        ref var word = ref _words[page / 64];
        if ((word & Bit(page)) != 0) return false;
        word |= Bit(page);
        return true;
    }

    private static ulong Bit(long page) => 1ul << (int)(page % 64);
}
