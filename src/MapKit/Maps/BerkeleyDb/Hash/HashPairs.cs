using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>Walks the pairs of a hash page in index order and checks each as it comes.</summary>
internal struct HashPairs
{
    private readonly Page _page;
    private readonly int _entries;
    private readonly int _lowest;
    private int _index;
    private int _end;

    /// <summary>Starts before the first pair.</summary>
    public HashPairs(Page page)
    {
        page.RequireIndexed(PageType.Hash, PageType.HashUnsorted);
        _page = page;
        _entries = page.Entries;
        _lowest = page.IndexEnd;
        _end = page.Size;
        if (_entries % 2 != 0) throw page.Damage(PageHeader.Entries, $"{_entries} items, an odd number, are not pairs");
    }

    private HashPairs(Page page, int index)
    {
        _page = page;
        _entries = page.Entries;
        _lowest = page.IndexEnd;
        _index = index;
        _end = index == 0 ? page.Size : Math.Min(page.ItemOffset(index - 1), page.Size);
    }

    /// <summary>Items taken so far: the next pair begins here.</summary>
    public readonly int Index => _index;

    /// <summary>Offset of the key's item.</summary>
    public int KeyStart { get; private set; }

    /// <summary>Offset after the key's item.</summary>
    public int KeyEnd { get; private set; }

    /// <summary>Offset of the value's item; it ends at <see cref="KeyStart"/>.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Type byte of the key's item: <see cref="HashItem.KeyData"/> or <see cref="HashItem.OffPage"/>.</summary>
    public readonly byte KeyType => _page.Bytes[KeyStart];

    /// <summary>Type byte of the value's item.</summary>
    public readonly byte ValueType => _page.Bytes[ValueStart];

    /// <summary>One pair by itself, whatever the others are.</summary>
    /// <param name="page">A hash page whose index array fits.</param>
    /// <param name="index">Index of the key's item.</param>
    public static HashPairs At(Page page, int index)
    {
        var pairs = new HashPairs(page, index);
        pairs.MoveNext();
        return pairs;
    }

    /// <summary>Moves to the next pair.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (_index == _entries) return false;
        var bytes = _page.Bytes;
        var order = _page.Order;
        KeyEnd = _end;
        KeyStart = Take(bytes, order);
        ValueStart = Take(bytes, order);
        if (bytes[KeyStart] != HashItem.KeyData) RequireSize(KeyStart, KeyEnd, isKey: true);
        if (bytes[ValueStart] != HashItem.KeyData) RequireSize(ValueStart, KeyStart, isKey: false);
        return true;
    }

    /// <summary>
    /// Moves to the next pair that may be that of a key. Keys of another length are passed over by what the index array says
    /// of them, and not looked at: the lines of memory that a search must wait for are most of its time. A pair that is
    /// somehow unusual is left to <see cref="MoveNext"/>, which checks it.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether there is one.</returns>
    public bool MoveToKey(ReadOnlySpan<byte> key)
    {
        var bytes = _page.Bytes;
        var order = _page.Order;
        var wanted = HashItem.DataOffset + key.Length;
        for (var offset = _page.IndexOffset(_index); _index < _entries; offset += 2 * PageHeader.IndexEntry)
        {
            var keyStart = order.UInt16(bytes, offset);
            var valueStart = order.UInt16(bytes, offset + PageHeader.IndexEntry);
            if (keyStart >= _end || valueStart >= keyStart || valueStart < _lowest) break;
            var length = _end - keyStart;
            if (length == OverflowItem.Size && bytes[keyStart] != HashItem.KeyData) break;
            if (length == wanted && bytes[(keyStart + HashItem.DataOffset).._end].SequenceEqual(key)) break;
            _end = valueStart;
            _index += 2;
        }

        return MoveNext();
    }

    private int Take(ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        var start = order.UInt16(bytes, _page.IndexOffset(_index));
        if (start < _lowest || start >= _end)
        {
            throw _page.Damage(
                _lowest - ((_entries - _index) * PageHeader.IndexEntry), $"item {_index} at {start}, not between {_lowest} and {_end}");
        }

        _index++;
        _end = start;
        return start;
    }

    private readonly void RequireSize(int start, int end, bool isKey)
    {
        var type = _page.Bytes[start];
        var valid = type switch
        {
            HashItem.OffPage => end - start == OverflowItem.Size,
            HashItem.Duplicates => !isKey,
            HashItem.OffPageDuplicates => !isKey && end - start == HashItem.OffPageDuplicatesSize,
            HashItem.External when !isKey => throw _page.Damage(start, "external file item: the value is in a separate file"),
            _ => false,
        };
        if (!valid) throw _page.Damage(start, $"{(isKey ? "key" : "value")} item of type {type} and {end - start} bytes");
    }
}
