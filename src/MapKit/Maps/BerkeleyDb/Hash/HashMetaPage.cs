using System.Buffers.Binary;
using System.Numerics;
using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>The hash fields of page 0 (docs/formats/berkeley-db-hash.md#meta-page), read and checked.</summary>
/// <param name="MaxBucket">Number of the last bucket.</param>
/// <param name="HighMask">Mask for hash values, one less than a power of two.</param>
/// <param name="LowMask">Mask for buckets that do not exist yet: half of the other.</param>
/// <param name="Function">The hash function, null if the application brought its own.</param>
/// <param name="Spares">What to add to a bucket's number to get its page, per doubling.</param>
internal sealed record HashMetaPage(uint MaxBucket, uint HighMask, uint LowMask, HashFunction? Function, uint[] Spares)
{
    /// <summary>Number of doublings that the file has room for.</summary>
    public const int SpareCount = 32;

    /// <summary>
    /// The count of elements, which begins with the number that the creator expected (docs/formats/berkeley-db-hash.md#meta-page
    /// and docs/formats/berkeley-db-hash.md#element-count).
    /// </summary>
    public uint ElementCount { get; private init; }

    /// <summary>The page that holds these fields.</summary>
    public uint Number { get; private init; }

    private const int MaxBucketOffset = MetaPage.MethodFields;
    private const int HighMaskOffset = 76;
    private const int LowMaskOffset = 80;

    /// <summary>Offset of the count of elements (u32).</summary>
    public const int ElementCountOffset = 88;

    private const int CharacterKeyOffset = 92;
    private const int SparesOffset = 96;

    /// <summary>Flag: a key may have several values.</summary>
    public const uint DuplicatesFlag = 1;

    /// <summary>Flag: the values of a key are in order.</summary>
    public const uint SortedDuplicatesFlag = 4;

    private const uint SubdatabaseFlag = 2;
    private const uint SlicedFlag = 8;
    private const uint ElementLimit = 0x80000000;

    /// <summary>Reads and checks the fields.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="meta">The shared fields.</param>
    /// <param name="page">The first bytes of page 0.</param>
    /// <param name="pageCount">Pages in the file.</param>
    /// <exception cref="MapFormatException">Damaged, or of a kind that is not read.</exception>
    public static HashMetaPage Read(string path, MetaPage meta, ReadOnlySpan<byte> page, long pageCount)
    {
        if ((meta.Flags & SlicedFlag) != 0) throw Damage(MetaPage.FlagsOffset, "sliced database");
        if (meta.Number == 0 && (meta.Flags & SubdatabaseFlag) != 0) throw Damage(MetaPage.FlagsOffset, "page 0 is marked as that of a named database");
        if ((meta.Flags & ~(DuplicatesFlag | SubdatabaseFlag | SortedDuplicatesFlag)) != 0)
            throw Damage(MetaPage.FlagsOffset, $"unknown hash flags 0x{meta.Flags:x}");

        var order = meta.Order;
        var maxBucket = order.UInt32(page, MaxBucketOffset);
        var highMask = order.UInt32(page, HighMaskOffset);
        var lowMask = order.UInt32(page, LowMaskOffset);
        if (!BitOperations.IsPow2((ulong)highMask + 1)) throw Damage(HighMaskOffset, $"high mask 0x{highMask:x} is not one less than a power of two");
        if (lowMask != highMask >> 1) throw Damage(LowMaskOffset, $"low mask 0x{lowMask:x} is not half of the high mask 0x{highMask:x}");
        if (maxBucket < lowMask || maxBucket > highMask)
            throw Damage(MaxBucketOffset, $"last bucket {maxBucket} is outside the masks 0x{lowMask:x} and 0x{highMask:x}");
        if (maxBucket >= pageCount) throw Damage(MaxBucketOffset, $"last bucket {maxBucket} in a file of {pageCount} pages");

        var spares = new uint[SpareCount];
        for (var i = 0; i < SpareCount; i++) spares[i] = order.UInt32(page, SparesOffset + (4 * i));
        return new HashMetaPage(maxBucket, highMask, lowMask, HashFunction.Identify(order.UInt32(page, CharacterKeyOffset)), spares)
        {
            Number = meta.Number,
            ElementCount = order.UInt32(page, ElementCountOffset),
        };

        MapFormatException Damage(int offset, string reason) => new(path, reason, meta.Number, ((long)meta.Number * meta.PageSize) + offset);
    }

    /// <summary>Checks what reading does not need but libdb does (docs/formats/berkeley-db-hash.md#checks).</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="meta">The shared fields.</param>
    /// <param name="page">The first bytes of the meta page.</param>
    /// <param name="pageCount">Pages in the file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public void Check(string path, MetaPage meta, ReadOnlySpan<byte> page, long pageCount, ProblemList problems)
    {
        if (ElementCount > ElementLimit) Report(ElementCountOffset, $"{ElementCount} elements are too many");
        var characterKey = meta.Order.UInt32(page, CharacterKeyOffset);
        if (characterKey != HashFunction.DefaultCharacterKey)
            Report(CharacterKeyOffset, $"the hash function gives 0x{characterKey:x8} for the fixed text, Postfix's gives 0x{HashFunction.DefaultCharacterKey:x8}");
        for (var i = 0; i < SpareCount && Spares[i] != 0; i++)
        {
            var last = PageOf((uint)((1ul << i) - 1));
            if (last.Target >= pageCount) Report(last.Offset, $"the buckets of doubling {i} end at page {last.Target}, but the file has {pageCount} pages");
        }

        void Report(int offset, string reason) => problems.Add(new MapFormatException(path, reason, meta.Number, ((long)meta.Number * meta.PageSize) + offset));
    }

    /// <summary>What these fields promise that a file written by MapKit does not have, or null.</summary>
    /// <param name="meta">The shared fields.</param>
    public string? LostByRewriting(MetaPage meta) =>
        (meta.Flags & (DuplicatesFlag | SortedDuplicatesFlag)) != 0 ? "several values of one key (DB_DUP)"
        : Function is null ? "a custom hash function"
        : meta.LostByRewriting;

    /// <summary>Writes the fields of a hash whose bucket b is page b + 1; the page is zero so far.</summary>
    /// <param name="page">Page 0.</param>
    /// <param name="bucketCount">Number of buckets, a power of two of at least 2.</param>
    /// <param name="recordCount">Number of records.</param>
    public static void Write(Span<byte> page, uint bucketCount, int recordCount)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page[MaxBucketOffset..], bucketCount - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(page[HighMaskOffset..], bucketCount - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(page[LowMaskOffset..], (bucketCount / 2) - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(page[ElementCountOffset..], (uint)recordCount);
        BinaryPrimitives.WriteUInt32LittleEndian(page[CharacterKeyOffset..], HashFunction.DefaultCharacterKey);

        // Any more would promise pages for buckets that do not exist (docs/formats/berkeley-db-hash.md#checks).
        for (var i = 0; i <= BitOperations.Log2(bucketCount); i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(page[(SparesOffset + (4 * i))..], 1);
        }
    }

    /// <summary>The bucket of a key with this hash (docs/formats/berkeley-db-hash.md#buckets).</summary>
    public uint BucketOf(uint hash)
    {
        var bucket = hash & HighMask;
        return bucket > MaxBucket ? bucket & LowMask : bucket;
    }

    /// <summary>The first page of a bucket. In a damaged file any number.</summary>
    public PageReference PageOf(uint bucket)
    {
        var doubling = DoublingOf(bucket);
        return new PageReference(unchecked(bucket + Spares[doubling]), Number, SparesOffset + (4 * doubling));
    }

    /// <summary>What is added to the number of a bucket; 0 if the file has no room for it.</summary>
    public uint SpareOf(uint bucket) => DoublingOf(bucket) is var doubling && doubling < SpareCount ? Spares[doubling] : 0;

    // Buckets 2^(i-1) to 2^i - 1 share spares[i].
    private static int DoublingOf(uint bucket) => bucket == 0 ? 0 : BitOperations.Log2(bucket) + 1;
}
