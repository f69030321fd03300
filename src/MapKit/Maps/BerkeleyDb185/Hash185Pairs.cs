using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>
/// Goes over the pairs of a bucket, from page to page. Each page is met once: in a walk over the whole file by a set of those met, in a
/// lookup, which must not allocate memory, by counting.
/// </summary>
internal struct Hash185Pairs
{
    private readonly Hash185File _file;
    private readonly PageAccess _access;
    private readonly NumberSet? _met;
    private long _left;
    private int _index = -1;
    private int _end;
    private bool _hasPage = true;

    /// <summary>Starts before the first pair.</summary>
    /// <param name="file">The file.</param>
    /// <param name="first">The first page of the bucket.</param>
    /// <param name="access">What the pages are wanted for.</param>
    /// <param name="met">The pages that were met; those of the bucket are added, but not the first. Null in a lookup.</param>
    public Hash185Pairs(Hash185File file, Hash185Page first, PageAccess access, NumberSet? met)
    {
        _file = file;
        _access = access;
        _met = met;
        _left = file.Pages.PageCount;
        Page = first;
        _end = file.Pages.PageSize;
    }

    /// <summary>The page of the current pair, or of its last part if it is big.</summary>
    public Hash185Page Page { get; private set; }

    /// <summary>Number of pages met, the first one included.</summary>
    public readonly long PagesMet => _file.Pages.PageCount - _left + 1;

    /// <summary>Whether the current pair lies on several pages: <see cref="ReadBig"/> or <see cref="PassBig"/> has to follow.</summary>
    public bool IsBig { get; private set; }

    /// <summary>The key of a pair that is not big.</summary>
    public readonly ReadOnlyMemory<byte> Key => Page.Memory[Page[_index].._end];

    /// <summary>The value of a pair that is not big.</summary>
    public readonly ReadOnlyMemory<byte> Value => Page.Memory[Page[_index + 1]..Page[_index]];

    /// <summary>Moves to the next pair.</summary>
    /// <exception cref="MapFormatException">The way to it leads through damage.</exception>
    public bool MoveNext()
    {
        if (_index > 0) _end = Page[_index + 1];
        IsBig = false;
        for (_index += 2; _hasPage && _index < Page.Count; _index += 2)
        {
            var second = Page[_index + 1];
            if (second >= Hash185Page.SmallestOffset)
            {
                CheckOffsets(second);
                return true;
            }

            if (second == Hash185Page.Link)
            {
                if (_index + 1 != Page.Count) throw Page.Damage(_index + 1, "a link to another page is followed by more entries");
                Follow(_index);
                continue;
            }

            if (_index != 1) throw Page.Damage(_index + 1, $"a part of a big pair ({second}) is not the first on its page");
            IsBig = true;
            return true;
        }

        return false;
    }

    /// <summary>Reads a big pair.</summary>
    /// <exception cref="MapFormatException">It is damaged.</exception>
    public MapRecord ReadBig()
    {
        var (key, value) = (new PieceList(), new PieceList());
        for (var part = FirstPart(); ; part = NextPart(part))
        {
            key.Add(Page.Memory[part.Key]);
            value.Add(Page.Memory[part.Value]);
            if (part.IsLast) break;
        }

        var record = new MapRecord(key.Join(Page), value.Join(Page));
        GoOnBehindBig();
        return record;
    }

    /// <summary>Goes over a big pair with another key than the one wanted; reads the value of one that has it.</summary>
    /// <param name="wanted">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the pair has the key.</returns>
    /// <exception cref="MapFormatException">The pair is damaged.</exception>
    public bool PassBig(ReadOnlySpan<byte> wanted, out ReadOnlyMemory<byte> value)
    {
        value = default;
        var hasKey = true;
        PieceList? pieces = null;
        for (var part = FirstPart(); ; part = NextPart(part))
        {
            var key = Page.Memory.Span[part.Key];
            hasKey = hasKey && wanted.StartsWith(key);
            if (hasKey) wanted = wanted[key.Length..];
            hasKey = hasKey && (!part.EndsKey || wanted.IsEmpty);
            if (hasKey && part.EndsKey) (pieces ??= new PieceList()).Add(Page.Memory[part.Value]);
            if (part.IsLast) break;
        }

        if (hasKey) value = pieces!.Join(Page);
        GoOnBehindBig();
        return hasKey;
    }

    private readonly void CheckOffsets(int value)
    {
        var key = Page[_index];
        if (key > _end || value > key) throw Page.Damage(_index, $"a key at {key} and its value at {value} are not below {_end}");
        if (value < Page.EntriesEnd) throw Page.Damage(_index + 1, $"a value at {value} is among the entries, which end at {Page.EntriesEnd}");
    }

    private void Follow(int index)
    {
        var target = _file.Target(Page, index);
        if (--_left < 0 || _met?.Add(target) == false) throw Page.Damage(index, $"page {target} is referenced twice");
        Page = Hash185Page.Read(_file.Pages, target, _access);
        _index = -1;
        _end = _file.Pages.PageSize;
    }

    private readonly Part FirstPart() => PartOf(keyHasEnded: false);

    private Part NextPart(Part part)
    {
        if (Page.Count < Part.EntriesWithLink) throw Page.Damage(0, "a big pair continues, but there is no link to its next page");
        Follow(Part.LinkIndex);

        // An empty value whose key filled its last page: nothing was written for it.
        if (part.EndsKey && Page.Count == 0) return new Part(0..0, 0..0, EndsKey: true, IsLast: true);
        if (!Page.IsBig) throw Page.Damage(0, "a big pair continues, but the page holds no part of one");
        return PartOf(part.EndsKey);
    }

    private readonly Part PartOf(bool keyHasEnded)
    {
        var (start, kind, size) = (Page[1], Page[2], Page.Memory.Length);
        if (Page.Count > Part.EntriesWithLink) throw Page.Damage(0, $"{Page.Count} entries on a page with a part of a big pair");
        if (start < Page.EntriesEnd || start > size) throw Page.Damage(1, $"a part of a big pair begins at {start}, outside the data from {Page.EntriesEnd} to {size}");
        if (keyHasEnded)
        {
            if (kind == Hash185Page.PartOfKey) throw Page.Damage(2, "a key continues where its value was expected");
            return new Part(0..0, start..size, EndsKey: true, IsLast: kind == Hash185Page.EndOfValue);
        }

        if (Page.Count != Part.EntriesWithLink) throw Page.Damage(0, "a big pair begins, but there is no link to its next page");
        if (kind != Hash185Page.EndOfValue) return new Part(start..size, 0..0, EndsKey: kind == Hash185Page.EndOfKey, IsLast: false);
        var value = Page[Part.LinkIndex + 1];
        if (value < Page.EntriesEnd || value > start) throw Page.Damage(Part.LinkIndex + 1, $"a value at {value} is not below its key at {start}");

        // A value that fills its page goes on: a complete one leaves at least a byte free.
        return new Part(start..size, value..start, EndsKey: true, IsLast: Page.Free != 0);
    }

    /// <summary>Goes to the page behind a big pair.</summary>
    private void GoOnBehindBig()
    {
        if (!Page.IsBig) _index = -1;
        else if (Page.Count == Part.EntriesWithLink) Follow(Part.LinkIndex);
        else _hasPage = false;
        IsBig = false;
    }

    /// <summary>What a page holds of a big pair.</summary>
    /// <param name="Key">The part of the key.</param>
    /// <param name="Value">The part of the value.</param>
    /// <param name="EndsKey">Whether the key has ended.</param>
    /// <param name="IsLast">Whether the pair has ended.</param>
    private readonly record struct Part(Range Key, Range Value, bool EndsKey, bool IsLast)
    {
        public const int LinkIndex = 3, EntriesWithLink = 4;
    }

    /// <summary>Pieces of a key or value.</summary>
    private sealed class PieceList
    {
        private readonly List<ReadOnlyMemory<byte>> _pieces = [];
        private long _length;

        public void Add(ReadOnlyMemory<byte> piece)
        {
            if (piece.IsEmpty) return;
            _pieces.Add(piece);
            _length += piece.Length;
        }

        public ReadOnlyMemory<byte> Join(Hash185Page last)
        {
            if (_pieces.Count == 1) return _pieces[0];
            if (_length > Array.MaxLength) throw last.Damage(0, $"a key or value of {_length} bytes is too large");
            var joined = GC.AllocateUninitializedArray<byte>((int)_length);
            var next = joined.AsSpan();
            foreach (var piece in _pieces)
            {
                piece.Span.CopyTo(next);
                next = next[piece.Length..];
            }

            return joined;
        }
    }
}
