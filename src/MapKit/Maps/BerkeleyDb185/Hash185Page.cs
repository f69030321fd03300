using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>
/// A page of a bucket (docs/formats/berkeley-db-185.md#hash-pages): a number n, n entries, the free bytes, the lowest byte in use. Two
/// entries make a pair. Created checked as far as the entries can be read.
/// </summary>
internal readonly struct Hash185Page
{
    /// <summary>The second entry of a pair that leads to another page.</summary>
    public const int Link = 0;

    /// <summary>The second entry where a key goes on.</summary>
    public const int PartOfKey = 1;

    /// <summary>The second entry where a key ends, or a value goes on.</summary>
    public const int EndOfKey = 2;

    /// <summary>The second entry where a key ends and its value begins, or a value ends.</summary>
    public const int EndOfValue = 3;

    /// <summary>From here on a second entry is the offset of a value.</summary>
    public const int SmallestOffset = 4;

    private const int CountsAround = 3;

    private readonly BerkeleyDb185File _file;

    private Hash185Page(BerkeleyDb185File file, long number, ReadOnlyMemory<byte> memory)
    {
        _file = file;
        Number = number;
        Memory = memory;
    }

    /// <summary>The page's number.</summary>
    public long Number { get; }

    /// <summary>All bytes of the page; they are never written again.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Number of entries; 0 on a page without pairs, which may be all zero.</summary>
    public int Count => this[0];

    /// <summary>Where the entries end, so where data may begin.</summary>
    public int EntriesEnd => EntriesEndOf(Count);

    /// <summary>Free bytes as the page tells them.</summary>
    public int Free => this[Count + 1];

    /// <summary>Lowest byte in use as the page tells it.</summary>
    public int Lowest => this[Count + 2];

    /// <summary>Whether the page holds a part of a pair that is too big for one page.</summary>
    public bool IsBig => Count >= 2 && this[2] is not Link and < SmallestOffset;

    /// <summary>An entry, counted from 1.</summary>
    public int this[int index] => _file.Order.UInt16(Memory.Span, index * sizeof(ushort));

    /// <summary>Reads a page.</summary>
    /// <param name="file">The file.</param>
    /// <param name="number">The page, below the number of pages.</param>
    /// <param name="access">What it is wanted for.</param>
    /// <exception cref="MapFormatException">Its entries do not fit on it.</exception>
    public static Hash185Page Read(BerkeleyDb185File file, long number, PageAccess access)
    {
        var page = new Hash185Page(file, number, file.Read(number, access));
        if (page.Count % 2 != 0) throw page.Damage(0, $"{page.Count} entries, an odd number, are not pairs");
        return EntriesEndOf(page.Count) <= file.PageSize ? page
            : throw page.Damage(0, $"{page.Count} entries do not fit on a page of {file.PageSize} bytes");
    }

    /// <summary>What is wrong at an entry.</summary>
    public MapFormatException Damage(int index, string reason) => _file.Damage(Number, index * sizeof(ushort), reason);

    private static int EntriesEndOf(int count) => (count + CountsAround) * sizeof(ushort);
}
