using MapKit.Source;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// A branch or leaf for reading. The constructor checks the header; a node is checked when it is read, so that a lookup
/// checks only the nodes it uses (docs/formats/damaged-files.md#lmdb-files).
/// </summary>
internal readonly ref struct LmdbPage
{
    private readonly LmdbSnapshot _snapshot;
    private readonly ReadOnlySpan<byte> _page;
    private readonly long _number;
    private readonly int _upper;
    private readonly int _start;
    private readonly int _fixedLength;

    /// <summary>Reads a page.</summary>
    /// <param name="snapshot">The file, for its layout and for messages.</param>
    /// <param name="number">Number of the page.</param>
    /// <param name="page">Its bytes.</param>
    /// <param name="start">For a page inside a node, where it begins on the page of the node; its number is that page's.</param>
    /// <exception cref="MapFormatException">The header is damaged, or this is neither branch nor leaf.</exception>
    public LmdbPage(LmdbSnapshot snapshot, long number, ReadOnlySpan<byte> page, int start = 0)
    {
        _snapshot = snapshot;
        _page = page;
        _number = number;
        _start = start;
        var layout = snapshot.Layout;
        if (start == 0 && LmdbLayout.Number(page) != number) throw Damage($"the page says it is page {LmdbLayout.Number(page)}", 0);

        var flags = layout.Flags(page);
        if ((flags & (LmdbLayout.FixedKeysFlag | LmdbLayout.SubPageFlag)) != 0 || start != 0) CheckKind(flags);
        IsBranch = (flags & LmdbLayout.KindFlags) switch
        {
            LmdbLayout.BranchFlag => true,
            LmdbLayout.LeafFlag => false,
            var kind => throw Damage($"a branch or leaf was expected, not a page with flags 0x{kind:x}", layout.FlagsOffset),
        };

        var lower = layout.Lower(page);
        _upper = layout.Upper(page);
        var isFixed = (flags & LmdbLayout.FixedKeysFlag) != 0;
        if (lower < layout.HeaderLength || (lower & 1) != 0 || (!isFixed && (lower > _upper || _upper > page.Length)))
            throw Damage($"lower {lower} and upper {_upper} do not fit a page of {page.Length} bytes", layout.LowerOffset);
        Count = (lower - layout.HeaderLength) / LmdbLayout.PointerLength;
        if (isFixed)
        {
            _fixedLength = layout.FixedKeyLength(page);
            if (_fixedLength == 0 || layout.HeaderLength + ((long)Count * _fixedLength) > page.Length)
                throw Damage($"{Count} values of {_fixedLength} bytes do not fit a page of {page.Length} bytes", layout.FlagsOffset - sizeof(ushort));
        }

        if (IsBranch && Count < 2) throw Damage($"a branch has {Count} children, it must have at least 2", layout.LowerOffset);
    }

    /// <summary>Whether the nodes point to other pages; if not, they are records.</summary>
    public bool IsBranch { get; }

    /// <summary>Number of nodes.</summary>
    public int Count { get; }

    /// <summary>Page to which a node of a branch points.</summary>
    /// <param name="index">Index of the node.</param>
    public long Child(int index)
    {
        var offset = NodeOffset(index);
        var child = LmdbLayout.Child(_page[offset..]);
        _snapshot.CheckReference(child, _number, offset);
        return child;
    }

    /// <summary>The child of a branch that may contain a key: the last one that does not begin after it.</summary>
    public int FindChild(ReadOnlySpan<byte> key)
    {
        // The key of the first node is empty and means all keys before the second.
        var low = 1;
        var high = Count;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) / 2);
            if (_snapshot.Order.Compare(BranchKey(middle), key) <= 0) low = middle + 1;
            else high = middle;
        }

        return low - 1;
    }

    /// <summary>A record of a leaf.</summary>
    /// <param name="index">Index of the node.</param>
    public LmdbNode Record(int index)
    {
        var layout = _snapshot.Layout;
        if (_fixedLength != 0)
        {
            var place = layout.HeaderLength + (index * _fixedLength);
            return new LmdbNode(place, _fixedLength, place + _fixedLength, 0, LmdbNodeKind.Value);
        }

        var offset = NodeOffset(index);
        var node = _page[offset..];
        var flags = LmdbLayout.NodeFlags(node);
        var keyLength = LmdbLayout.KeyLength(node);
        var valueLength = LmdbLayout.ValueLength(node);
        var kind = flags <= LmdbLayout.LargeFlag ? (LmdbNodeKind)flags : KindOf(flags, node.Slice(LmdbLayout.NodeHeaderLength), keyLength, offset);
        if (keyLength == 0) throw Damage("a record has an empty key", offset);

        var valueOffset = layout.ValueOffset(keyLength);
        var stored = kind == LmdbNodeKind.Large ? (uint)layout.ReferenceLength : valueLength;
        if (valueOffset + (long)stored > node.Length)
            throw Damage($"a record with a key of {keyLength} and {stored} more bytes extends past its page", offset);
        if (kind > LmdbNodeKind.Large) CheckDescription(kind, valueLength, offset);
        if (_snapshot.HoldsValues && (kind != LmdbNodeKind.Value || valueLength != 0)) throw Damage("one of several values of a key has a value too", offset);
        return new LmdbNode(offset + LmdbLayout.NodeHeaderLength, keyLength, offset + valueOffset, valueLength, kind);
    }

    /// <summary>Finds the record of a leaf with exactly this key.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out LmdbNode found)
    {
        var low = 0;
        var high = Count;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) / 2);
            found = Record(middle);
            var order = _snapshot.Order.Compare(_page.Slice(found.KeyOffset, found.KeyLength), key);
            if (order == 0) return true;
            if (order < 0) low = middle + 1;
            else high = middle;
        }

        found = default;
        return false;
    }

    /// <summary>Checks that the nodes fill the page from the lowest to its end, without gap or overlap.</summary>
    public void CheckTiling()
    {
        if (_fixedLength != 0) return;
        Span<(int Start, int End)> nodes = new (int, int)[Count];
        for (var i = 0; i < Count; i++) nodes[i] = (NodeOffset(i), NodeEnd(i));
        nodes.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var end = _upper;
        foreach (var (start, nodeEnd) in nodes)
        {
            if (start != end) throw Damage($"a node begins at {start}, where the one before it ends at {end}", start);
            end = nodeEnd;
        }

        if (end != _page.Length) throw Damage($"the nodes end at {end}, not at the end of the page", _snapshot.Layout.UpperOffset);
    }

    /// <summary>The start of a node.</summary>
    /// <param name="index">Index of the node.</param>
    public int NodeOffset(int index)
    {
        var offset = _snapshot.Layout.NodeOffset(_page, index);
        if (offset >= _upper && offset <= _page.Length - LmdbLayout.NodeHeaderLength && (offset & 1) == 0) return offset;
        throw Damage($"pointer {index} leads to {offset}, outside the nodes", _snapshot.Layout.PointerOffset(index));
    }

    private int NodeEnd(int index)
    {
        var layout = _snapshot.Layout;
        if (IsBranch) return LmdbLayout.Even(NodeOffset(index) + LmdbLayout.NodeHeaderLength + BranchKey(index).Length);
        var record = Record(index);
        return LmdbLayout.Even(record.ValueOffset + (record.IsLarge ? layout.ReferenceLength : (int)record.ValueLength));
    }

    /// <summary>Key of a branch's node: no key below it is lower. That of the first node is not used.</summary>
    /// <param name="index">Index of the node.</param>
    public ReadOnlySpan<byte> BranchKey(int index)
    {
        var offset = NodeOffset(index);
        var node = _page[offset..];
        var keyLength = LmdbLayout.KeyLength(node);
        if (LmdbLayout.NodeHeaderLength + keyLength > node.Length)
            throw Damage($"a branch node with a key of {keyLength} bytes extends past its page", offset);
        return node.Slice(LmdbLayout.NodeHeaderLength, keyLength);
    }

    /// <summary>Checks the flags of a page that belongs to the values of one key.</summary>
    private void CheckKind(int flags)
    {
        var isSubPage = (flags & LmdbLayout.SubPageFlag) != 0;
        var isFixed = (flags & LmdbLayout.FixedKeysFlag) != 0;
        if (isSubPage != (_start != 0) || !_snapshot.HoldsValues || (flags & LmdbLayout.KindFlags) != LmdbLayout.LeafFlag
            || (isFixed && (_snapshot.Main.Flags & LmdbDatabase.FixedValuesFlag) == 0))
        {
            throw Damage(_snapshot.HoldsValues ? $"flags 0x{flags:x} on a page of values (MDB_DUPSORT)" : "a page of duplicate values (MDB_DUPSORT) where records are expected", _snapshot.Layout.FlagsOffset);
        }
    }

    private LmdbNodeKind KindOf(int flags, ReadOnlySpan<byte> rest, int keyLength, int offset)
    {
        var hasDuplicates = _snapshot.Main.HoldsDuplicates && _snapshot.Layout == LmdbLayout.Version1;
        return flags switch
        {
            LmdbLayout.DatabaseFlag when _snapshot.AcceptsDatabases => LmdbNodeKind.Database,
            LmdbLayout.DuplicatesFlag when hasDuplicates => LmdbNodeKind.SubPage,
            LmdbLayout.DuplicatesFlag | LmdbLayout.DatabaseFlag when hasDuplicates => LmdbNodeKind.SubTree,
            _ => throw UnreadableNode(flags, rest, keyLength, offset),
        };
    }

    private void CheckDescription(LmdbNodeKind kind, uint length, int offset)
    {
        if (kind == LmdbNodeKind.SubPage)
        {
            if (length < _snapshot.Layout.HeaderLength) throw Damage($"the values of a key are on a page of {length} bytes", offset);
        }
        else if (length != LmdbDatabase.Length)
        {
            throw Damage($"a {(kind == LmdbNodeKind.Database ? "named database" : "tree of values")} is described in {length} bytes, not {LmdbDatabase.Length}", offset);
        }
    }

    private MapFormatException UnreadableNode(int flags, ReadOnlySpan<byte> rest, int keyLength, int offset)
    {
        if ((flags & LmdbLayout.DuplicatesFlag) != 0)
        {
            return Damage(
                _snapshot.Layout == LmdbLayout.Version1 ? "a key with several values in a database without MDB_DUPSORT" : "a key with several values (MDB_DUPSORT) of LMDB 1.0 cannot be read", offset);
        }

        return (flags & LmdbLayout.DatabaseFlag) != 0
            ? Damage($"the file holds named databases, which Postfix does not use; one is {DisplayText.Escape(rest[..Math.Min(keyLength, rest.Length)])}; choose it with --database", offset)
            : Damage($"a record has unknown flags 0x{flags:x}", offset);
    }

    private MapFormatException Damage(string reason, int offset) => _snapshot.Damage(reason, _number, _start + offset);
}
