using System.IO.Hashing;
using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>
/// Checks the buckets of a hash: chains, and that libdb finds every key where it stands
/// (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page and docs/formats/berkeley-db-hash.md#checks).
/// </summary>
internal sealed class HashCheck
{
    /// <summary>Postfix's hint of the number of elements, with which the count begins.</summary>
    private const int PostfixElementHint = 4096;

    private readonly PageFile _file;
    private readonly MetaPage _meta;
    private readonly HashMetaPage _hash;
    private readonly CheckedPages _pages;
    private readonly ProblemList _problems;
    private readonly HashSet<ReadOnlyMemory<byte>> _bucketKeys = new(ByteSequenceComparer.Instance);
    private readonly List<HashKey> _pageKeys = [];
    private long _pairs;
    private bool _hasUnwritten;

    /// <summary>Prepares to check a file.</summary>
    public HashCheck(PageFile file, MetaPage meta, HashMetaPage hash, CheckedPages pages, ProblemList problems)
    {
        _file = file;
        _meta = meta;
        _hash = hash;
        _pages = pages;
        _problems = problems;
    }

    /// <summary>Checks every bucket, and that those to come are empty.</summary>
    public void Run()
    {
        for (var bucket = 0L; bucket <= _hash.MaxBucket; bucket++)
        {
            _bucketKeys.Clear();
            _problems.Try(() => CheckBucket((uint)bucket));
        }

        _problems.Try(CheckUnused);
        if (_problems.Count == 0 && _hasUnwritten) CheckCount();
    }

    /// <summary>
    /// A bucket page that is all zero was never used, or is lost. The count of elements tells, if the file was made without a hint
    /// of their number, or with Postfix's (docs/formats/berkeley-db-hash.md#meta-page), and without locks, under which it is not
    /// kept. A file made with another hint (h_nelem and h_ffactor) looks the same: nothing in it says so, and lost keys are the
    /// worse mistake.
    /// </summary>
    private void CheckCount()
    {
        var missing = (long)_hash.ElementCount - _pairs;
        if (missing is <= 0 or PostfixElementHint) return;
        if (missing > PostfixElementHint) missing -= PostfixElementHint;
        _problems.Add(new MapFormatException(
            _file.Path, $"{_pairs} keys are stored, {missing} fewer than the count, and pages of buckets are all zero: lost, or never used (as in a file created for that many more)", 0, HashMetaPage.ElementCountOffset));
    }

    private void CheckBucket(uint bucket)
    {
        var reference = _hash.PageOf(bucket);
        if (reference.Target < _file.PageCount && reference.Target > 0 && _pages.IsUnwritten(reference.Target))
        {
            _pages.Reach(reference);
            _hasUnwritten = true;
            return;
        }

        // The oldest versions made the pages of a bucket when they needed them.
        if (reference.Target >= _file.PageCount && !_meta.KeepsLastPage) return;
        for (var previous = 0u; ;)
        {
            var page = _pages.Read(reference);
            page.RequireIndexed(PageType.Hash, PageType.HashUnsorted);
            _problems.Try(() => page.RequirePrevious(previous));
            CheckPairs(page, bucket);
            if (page.Next.Target == 0) return;
            (previous, reference) = (page.Number, page.Next);
        }
    }

    private void CheckPairs(Page page, uint bucket)
    {
        _pageKeys.Clear();
        for (var pairs = new HashPairs(page); pairs.MoveNext();)
        {
            _pairs++;
            var isOffPage = pairs.KeyType == HashItem.OffPage;
            var key = isOffPage
                ? _pages.ReadChain(new OverflowItem(page, pairs.KeyStart))
                : page.Memory[(pairs.KeyStart + HashItem.DataOffset)..pairs.KeyEnd];
            CheckValue(page, pairs);
            if (key is not { } bytes) continue;
            var home = _hash.BucketOf((_hash.Function ?? HashFunction.Default).Hash(bytes.Span));
            if (home != bucket && _hash.Function is not null) Report($"the key belongs in bucket {home}, not {bucket}");
            if (!_bucketKeys.Add(bytes)) Report("duplicate key");
            _pageKeys.Add(new HashKey(pairs.KeyStart, isOffPage, bytes));

            void Report(string reason) => _problems.Add(page.Damage(pairs.KeyStart, reason));
        }

        if (page.Type == PageType.Hash && !HashKey.AreAscending(_pageKeys)) CheckSearch(page);
    }

    private void CheckValue(Page page, in HashPairs pairs)
    {
        if (pairs.ValueType == HashItem.OffPage)
        {
            _pages.CheckChain(new OverflowItem(page, pairs.ValueStart));
        }
        else if (pairs.ValueType == HashItem.OffPageDuplicates)
        {
            var kind = TreeKind.Duplicates((_meta.Flags & HashMetaPage.SortedDuplicatesFlag) != 0);
            new BtreeCheck(_file, _pages, kind, _problems).Run(page.Reference(pairs.ValueStart + HashItem.DuplicatesRootOffset));
        }
    }

    /// <summary>
    /// libdb halves sorted pages; <c>db_verify</c> only mentions keys out of order
    /// (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page).
    /// </summary>
    private void CheckSearch(Page page)
    {
        for (var i = 0; i < _pageKeys.Count && !_problems.IsFull; i++)
        {
            if (HashKey.Find(_pageKeys, _pageKeys[i].Bytes.Span) != i)
                _problems.Add(page.Damage(_pageKeys[i].Offset, "the keys of the page are not in order: libdb does not find this one"));
        }
    }

    /// <summary>A doubling makes the pages of all its buckets at once; those that no key belongs into yet are empty.</summary>
    private void CheckUnused()
    {
        for (var bucket = _hash.MaxBucket + 1L; bucket <= uint.MaxValue; bucket++)
        {
            if (_hash.SpareOf((uint)bucket) == 0) return;
            var reference = _hash.PageOf((uint)bucket);
            if (reference.Target >= _file.PageCount) return;
            if (reference.Target == 0) throw _file.Damage(reference, $"bucket {bucket}, which is not in use, has page 0");
            _pages.Reach(reference);
            if (_pages.IsUnwritten(reference.Target) || _pages.IsDamaged(reference.Target)) continue;
            var page = _file.ReadUnchecked(reference.Target, PageAccess.Walk);
            var isEmpty = page.Type == PageType.Free || (page.Type is PageType.Hash or PageType.HashUnsorted && page.Entries == 0);
            if (!isEmpty) _problems.Add(page.Damage(PageHeader.Type, $"the page belongs to bucket {bucket}, which is not in use, but it is not empty"));
        }
    }
}

/// <summary>Compares bytes by content. Its hashes have a seed, so that a file cannot be made of keys that all have one.</summary>
internal sealed class ByteSequenceComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    /// <summary>The comparer.</summary>
    public static readonly ByteSequenceComparer Instance = new();

    private static readonly long Seed = Random.Shared.NextInt64();

    /// <inheritdoc/>
    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlyMemory<byte> obj) => (int)XxHash3.HashToUInt64(obj.Span, Seed);
}
