using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Checks a whole hash file (docs/formats/berkeley-db-185.md#hash-checks): the header, every bucket, and what the bitmaps say.</summary>
internal sealed class Hash185Check
{
    private readonly Hash185File _file;
    private readonly ProblemList _problems;
    private readonly NumberSet _met;
    private readonly Hash185Bitmaps _bitmaps;

    private Hash185Check(Hash185File file, ProblemList problems)
    {
        _file = file;
        _problems = problems;
        _met = new NumberSet(file.Pages.PageCount);
        _bitmaps = new Hash185Bitmaps(file, problems);
    }

    /// <summary>Checks a file.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Run(MapBytes bytes, ProblemList problems)
    {
        problems.FieldAt = static (page, offset) => page is null or 0 ? Hash185Header.NameAt(offset) : null;
        Hash185Header? header = null;
        if (!problems.Try(() => header = Hash185Header.Read(bytes))) return;
        var file = new Hash185File(bytes, header!);
        problems.FieldAt = (page, offset) => FieldAt(file, page, offset);
        new Hash185Check(file, problems).Run();
    }

    /// <summary>The name of the field at an offset of the file.</summary>
    internal static string? FieldAt(Hash185File file, long? page, long offset)
    {
        if (page is not { } number || number < file.Header.HeaderPages) return Hash185Header.NameAt(offset);
        var index = (offset - (number * file.Pages.PageSize)) / sizeof(ushort);
        return index == 0 ? "entry count" : $"entry {index}";
    }

    private void Run()
    {
        if (_file.Pages.LengthProblem is { } problem) _problems.Add(problem);
        CheckBitmaps();
        for (var bucket = 0L; bucket <= _file.Header.LastBucket && !_problems.IsFull; bucket++)
        {
            var number = (uint)bucket;
            _problems.Try(() => CheckBucket(number));
        }

        foreach (var (address, page) in _bitmaps.OverflowPages())
        {
            if (_met.Contains(page) && _bitmaps.IsInUse(address) == false) _problems.Add(_file.Pages.Damage(page, 0, "the page is in use, but the bitmaps call it free"));
        }
    }

    private void CheckBitmaps()
    {
        foreach (var page in _bitmaps.PageNumbers)
        {
            if (!_met.Add(page)) Report($"page {page} is referenced by two bitmaps");
        }
    }

    private void CheckBucket(uint bucket)
    {
        var first = _file.ReadBucket(bucket, PageAccess.Walk);
        if (!_met.Add(first.Number)) throw first.Damage(0, $"the first page of bucket {bucket} is also referenced elsewhere");
        CheckCounts(first);
        var page = first;
        for (var pairs = new Hash185Pairs(_file, first, PageAccess.Walk, _met); ;)
        {
            var hasPair = pairs.MoveNext();
            if (pairs.Page.Number != page.Number) CheckCounts(page = pairs.Page);
            if (!hasPair) return;
            var key = pairs.IsBig ? pairs.ReadBig().Key : pairs.Key;
            var belongs = _file.Header.BucketOf(Hash185Function.Hash(key.Span));
            if (belongs != bucket) _problems.Add(page.Damage(0, $"a key in bucket {bucket} belongs to bucket {belongs}: no lookup finds it"));
        }
    }

    private void CheckCounts(Hash185Page page)
    {
        // A bucket that was never used may be all zero.
        if (page.Count == 0 && page.Free == 0 && page.Lowest == 0) return;
        if (page.Lowest < page.EntriesEnd || page.Lowest > _file.Pages.PageSize || page.Free != page.Lowest - page.EntriesEnd)
            _problems.Add(page.Damage(page.Count + 1, $"{page.Free} free bytes below {page.Lowest} do not match {page.Count} entries"));
    }

    private void Report(string reason) => _problems.Add(new MapFormatException(_file.Pages.Bytes.Path, reason, 0));
}
