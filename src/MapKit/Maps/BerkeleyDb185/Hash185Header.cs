using System.Buffers.Binary;
using System.Numerics;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The header of a hash file (docs/formats/berkeley-db-185.md#hash-header). Its integers are big endian whatever the pages are.</summary>
internal sealed class Hash185Header
{
    /// <summary>The magic number, at the start of the file.</summary>
    public const uint Magic = MetaPage.HashMagic;

    /// <summary>Bytes of the header.</summary>
    public const int Length = 260;

    /// <summary>Smallest and largest page. The library makes no larger ones than 32768, that of NetBSD 65536.</summary>
    public const int SmallestPage = 16, LargestPage = 65536;

    /// <summary>Number of <see cref="Spares"/> and of bitmap pages.</summary>
    public const int SpareCount = 32;

    /// <summary>The bits of an overflow address that number the page within its split point; the others are the split point.</summary>
    public const int AddressBits = 11, AddressMask = (1 << AddressBits) - 1;

    private const int SmallestHeader = 512;
    private const uint CurrentVersion = 2, FirstVersion = 1;
    private const uint LittleEndian = 1234, BigEndian = 4321;

    private readonly uint[] _spares = new uint[SpareCount];
    private readonly int[] _bitmaps = new int[SpareCount];
    private readonly uint[] _fields = new uint[Field.Spares];

    private Hash185Header(ReadOnlySpan<byte> header)
    {
        for (var i = 0; i < Field.Spares; i++) _fields[i] = BinaryPrimitives.ReadUInt32BigEndian(header[Offset(i)..]);
        for (var i = 0; i < SpareCount; i++)
        {
            _spares[i] = BinaryPrimitives.ReadUInt32BigEndian(header[Offset(Field.Spares + i)..]);
            _bitmaps[i] = BinaryPrimitives.ReadUInt16BigEndian(header[(Offset(Field.Spares + SpareCount) + (i * sizeof(ushort)))..]);
        }
    }

    /// <summary>Version of the format.</summary>
    public uint Version => _fields[Field.Version];

    /// <summary>Byte order of the integers on the pages.</summary>
    public ByteOrder Order => new(_fields[Field.Order] == BigEndian);

    /// <summary>Bytes per page.</summary>
    public int PageSize => (int)_fields[Field.PageSize];

    /// <summary>The last bucket.</summary>
    public uint LastBucket => _fields[Field.LastBucket];

    /// <summary>Pages that the header takes.</summary>
    public uint HeaderPages => _fields[Field.HeaderPages];

    /// <summary>Overflow pages up to and including each split point.</summary>
    public ReadOnlySpan<uint> Spares => _spares;

    /// <summary>Overflow addresses of the pages that tell which overflow pages are in use; 0 if there is none.</summary>
    public ReadOnlySpan<int> Bitmaps => _bitmaps;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="MapFormatException">It is damaged, or of a version that is not read.</exception>
    public static Hash185Header Read(MapBytes bytes)
    {
        var header = ReadUnchecked(bytes);
        header.Check(bytes);
        return header;
    }

    /// <summary>Reads the header of a damaged file.</summary>
    /// <exception cref="MapFormatException">The file is too short for one.</exception>
    public static Hash185Header ReadUnchecked(MapBytes bytes)
    {
        if (bytes.Length < Length) throw new MapFormatException(bytes.Path, $"{bytes.Length} bytes are too few for the header of a Berkeley DB 1.85 hash");
        Span<byte> header = stackalloc byte[Length];
        bytes.Read(0, header);
        return new Hash185Header(header);
    }

    /// <summary>Whether the file begins with <see cref="Magic"/>.</summary>
    public bool HasMagic => _fields[0] == Magic;

    /// <summary>Whether page size and byte order make sense, so that pages can be read.</summary>
    public bool TellsPages => IsPageSize(_fields[Field.PageSize]) && _fields[Field.Order] is LittleEndian or BigEndian;

    /// <summary>The bucket in which a hash belongs.</summary>
    public uint BucketOf(uint hash)
    {
        var bucket = hash & _fields[Field.HighMask];
        return bucket > LastBucket ? bucket & _fields[Field.LowMask] : bucket;
    }

    /// <summary>The first page of a bucket. Those of two buckets differ.</summary>
    public long PageOfBucket(uint bucket) => bucket + (long)HeaderPages + (bucket == 0 ? 0 : _spares[LogOf(bucket + 1L) - 1]);

    /// <summary>The page of an overflow address.</summary>
    public long PageOfAddress(int address)
    {
        var split = address >> AddressBits;
        return (1L << split) - 1 + HeaderPages + (split == 0 ? 0 : _spares[split - 1]) + (address & AddressMask);
    }

    /// <summary>The bit of an overflow address in the bitmaps, counted through all of them.</summary>
    public long BitOfAddress(int address)
    {
        var split = address >> AddressBits;
        return (split == 0 ? 0L : _spares[split - 1]) + (address & AddressMask) - 1;
    }

    /// <summary>The name of the field at an offset.</summary>
    public static string? NameAt(long offset) => offset switch
    {
        < 0 or >= Length => null,
        var o when o < Offset(Field.Spares) => Field.Names[o / sizeof(uint)],
        var o when o < Offset(Field.Spares + SpareCount) => $"spares[{(o / sizeof(uint)) - Field.Spares}]",
        var o => $"bitmaps[{(o - Offset(Field.Spares + SpareCount)) / sizeof(ushort)}]",
    };

    private static bool IsPageSize(uint size) => size is >= SmallestPage and <= LargestPage && BitOperations.IsPow2(size);

    private static int Offset(int field) => field * sizeof(uint);

    // The smallest i with 2^i >= n.
    private static int LogOf(long n) => n <= 1 ? 0 : BitOperations.Log2((ulong)(n - 1)) + 1;

    private void Check(MapBytes bytes)
    {
        Require(Version is CurrentVersion or FirstVersion, Field.Version, "version {0}, which is not read (1 and 2 are)");
        Require(_fields[Field.Order] is LittleEndian or BigEndian, Field.Order, "byte order {0}, which is neither 1234 nor 4321");
        Require(IsPageSize(_fields[Field.PageSize]), Field.PageSize, $"page size {{0}}, which is not a power of two from {SmallestPage} to {LargestPage}");
        Require(_fields[Field.PageShift] == BitOperations.Log2((uint)PageSize), Field.PageShift, $"page shift {{0}} does not match page size {PageSize}");
        Require(_fields[Field.FixedTextHash] == Hash185Function.OfFixedText, Field.FixedTextHash, "the file was created with another hash function (0x{0:x8} for the fixed text)");
        var pageCount = bytes.Length / PageSize;
        Require(HeaderPages == ((SmallestHeader - 1) / PageSize) + 1, Field.HeaderPages, $"{{0}} header pages do not match page size {PageSize}");
        var (high, low) = (_fields[Field.HighMask], _fields[Field.LowMask]);
        Require(low < uint.MaxValue >> 1 && BitOperations.IsPow2(low + 1), Field.LowMask, "low mask 0x{0:x}, which is not one less than a power of two");
        Require(high == (low << 1) + 1, Field.HighMask, $"high mask 0x{{0:x}} does not match low mask 0x{low:x}");
        Require(LastBucket >= low && LastBucket <= high, Field.LastBucket, $"last bucket {{0}} is not between the masks {low} and {high}");
        for (var i = 1; i < LogOf(LastBucket + 1L); i++)
            Require(_spares[i] >= _spares[i - 1], Field.Spares + i, $"spares[{i}] is {{0}}, less than spares[{i - 1}]");
        var last = PageOfBucket(LastBucket);
        Require(last < pageCount, Field.LastBucket, $"bucket {{0}} is on page {last}, but the file has {pageCount} pages (truncated?)");

        void Require(bool isSound, int field, string reason)
        {
            if (isSound) return;
            var value = field < Field.Spares ? _fields[field] : _spares[field - Field.Spares];
            throw new MapFormatException(bytes.Path, string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, value), 0, Offset(field));
        }
    }

    /// <summary>The integers of the header, in order.</summary>
    private static class Field
    {
        public const int Version = 1, Order = 2, PageSize = 3, PageShift = 4, LastBucket = 10, HighMask = 11, LowMask = 12;
        public const int HeaderPages = 15, FixedTextHash = 16, Spares = 17;

        public static readonly string[] Names =
        [
            "magic", "version", "byte order", "page size", "page shift", "directory size", "segment size", "segment shift",
            "overflow point", "last freed", "last bucket", "high mask", "low mask", "fill factor", "key count", "header pages",
            "hash of the fixed text",
        ];
    }
}
