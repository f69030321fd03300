using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>
/// Reads Berkeley DB hash files of versions 7 to 10 (docs/formats/berkeley-db-hash.md#berkeley-db-hash). Buckets are searched by
/// comparing every key: the order on a page differs between versions and writers, and a binary search would miss keys in a page
/// sorted otherwise.
/// </summary>
internal sealed class HashReader : BerkeleyDbReader, IPiecewiseMap
{
    private const uint BucketsInPiece = 256;

    private readonly HashMetaPage _hash;

    private HashReader(PageFile file, MetaPage meta, HashMetaPage hash)
        : base(file, meta, depth: 0, hash.MaxBucket + 1L) => _hash = hash;

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records => Scan();

    /// <summary>Opens a file whose shared fields have been read.</summary>
    public static HashReader Open(MapBytes bytes, MetaPage meta, ReadOnlySpan<byte> page)
    {
        var file = new PageFile(bytes, meta);
        return new HashReader(file, meta, HashMetaPage.Read(bytes.Path, meta, page, file.PageCount));
    }

    /// <inheritdoc/>
    public override string? LostByRewriting => _hash.LostByRewriting(Meta);

    /// <inheritdoc/>
    public override bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        if (_hash.Function is { } function) return TryGet(_hash.BucketOf(function.Hash(key)), key, out value);

        // An application's own hash function: the bucket cannot be told, so all are searched.
        for (var bucket = 0L; bucket <= _hash.MaxBucket; bucket++)
        {
            if (TryGet((uint)bucket, key, out value)) return true;
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public override long FirstPlace(ReadOnlySpan<byte> key) =>
        _hash.Function is { } function ? _hash.PageOf(_hash.BucketOf(function.Hash(key))).Target * (long)File.PageSize : 0;

    /// <inheritdoc/>
    public override LookupStep Step(ref LookupPlace place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (place.Offset == 0 || !File.TryReadThrough(window, place.Offset, out var page)) return LookupStep.Unusual;
        page.RequirePrevious((uint)place.Before);
        if (TryFind(page, key, out var pair))
        {
            if (pair.ValueType != HashItem.KeyData) return LookupStep.Unusual;
            value = page.Memory[(pair.ValueStart + HashItem.DataOffset)..pair.KeyStart];
            return LookupStep.Found;
        }

        if (page.Next.Target == 0) return LookupStep.NotFound;
        place = new LookupPlace(page.Next.Target * (long)File.PageSize, page.Number);
        return LookupStep.Onward;
    }

    /// <inheritdoc/>
    public IEnumerable<IMapPiece> Pieces()
    {
        var scan = new PageScan(File);
        for (var bucket = 0L; bucket <= _hash.MaxBucket; bucket += BucketsInPiece)
            yield return new HashPiece(this, File, scan, (uint)bucket, (uint)Math.Min(bucket + BucketsInPiece - 1, _hash.MaxBucket));
    }

    /// <inheritdoc/>
    public override MapStructure Structure() => HashStructure.Measure(File, Meta, _hash);

    private bool TryGet(uint bucket, ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (!File.TryReadWritten(_hash.PageOf(bucket), PageAccess.Lookup, out var page)) return false;
        for (var previous = 0u; ;)
        {
            page.RequirePrevious(previous);
            if (TryFind(page, key, out var pair)) return TryGetFirst(page, pair, out value);
            if (page.Next.Target == 0) return false;
            previous = page.Number;
            page = File.Read(page.Next);
        }
    }

    private bool TryFind(Page page, ReadOnlySpan<byte> key, out HashPairs pair)
    {
        pair = new HashPairs(page);
        while (pair.MoveToKey(key))
        {
            if (HasKey(page, pair, key)) return true;
        }

        return false;
    }

    private bool HasKey(Page page, in HashPairs pairs, ReadOnlySpan<byte> key)
    {
        if (pairs.KeyType == HashItem.KeyData)
        {
            return page.Bytes[(pairs.KeyStart + HashItem.DataOffset)..pairs.KeyEnd].SequenceEqual(key);
        }

        var item = new OverflowItem(page, pairs.KeyStart);
        return item.Length == key.Length && item.CompareTo(key, File) == 0;
    }

    private bool TryGetFirst(Page page, in HashPairs pairs, out ReadOnlyMemory<byte> value)
    {
        switch (pairs.ValueType)
        {
            case HashItem.Duplicates:
                var offset = pairs.ValueStart + HashItem.DataOffset;
                value = TakeDuplicate(page, ref offset, pairs.KeyStart);
                return true;
            case HashItem.OffPageDuplicates:
                return DuplicateTree.TryGetFirst(File, page.Reference(pairs.ValueStart + HashItem.DuplicatesRootOffset), out value);
            default:
                value = ReadItem(page, pairs.ValueStart, pairs.KeyStart, File);
                return true;
        }
    }

    private IEnumerable<MapRecord> Scan()
    {
        var scan = new PageScan(File);
        for (var bucket = 0L; bucket <= _hash.MaxBucket; bucket++)
        {
            if (!scan.TryReadWritten(_hash.PageOf((uint)bucket), out var page)) continue;
            for (var records = RecordsOf(page, scan); records.MoveNext();) yield return records.Current;
        }
    }

    /// <summary>The page with which a bucket begins.</summary>
    internal PageReference PageOf(uint bucket) => _hash.PageOf(bucket);

    /// <summary>The records of a bucket.</summary>
    /// <param name="page">Its first page.</param>
    /// <param name="pages">Where the others are read.</param>
    internal HashRecords RecordsOf(Page page, IPageSource pages) => new(page, File, pages);

    private ReadOnlyMemory<byte> ReadItem(Page page, int start, int end, IPageSource pages) => ReadItem(page, start, end, pages, File.PageCount);

    /// <summary>The bytes of a <see cref="HashItem.KeyData"/> or <see cref="HashItem.OffPage"/> item.</summary>
    /// <param name="page">The page.</param>
    /// <param name="start">Where the item begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="pages">Where to read the pages of a chain.</param>
    /// <param name="pageCount">Pages in the file.</param>
    public static ReadOnlyMemory<byte> ReadItem(Page page, int start, int end, IPageSource pages, long pageCount) => page.Bytes[start] == HashItem.KeyData
        ? page.Memory[(start + HashItem.DataOffset)..end]
        : new OverflowItem(page, start).Read(pages, pageCount);

    /// <summary>Takes the next of the values in a <see cref="HashItem.Duplicates"/> item.</summary>
    /// <param name="page">The page.</param>
    /// <param name="offset">Where the value begins; afterwards where the next one does.</param>
    /// <param name="end">Where the item ends.</param>
    public static ReadOnlyMemory<byte> TakeDuplicate(Page page, ref int offset, int end)
    {
        const int Lengths = 2 * sizeof(ushort);
        if (end - offset < Lengths || page.UInt16(offset) > end - offset - Lengths)
            throw page.Damage(offset, "a duplicate extends past the end of its item");
        var length = page.UInt16(offset);
        var data = offset + sizeof(ushort);
        var after = page.UInt16(data + length);
        if (after != length) throw page.Damage(offset, $"a duplicate has length {length} before and {after} after it");
        offset = data + length + sizeof(ushort);
        return page.Memory.Slice(data, length);
    }
}
