using System.Buffers;
using MapKit.Concurrency;
using MapKit.Records;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// Writes a whole LMDB file of data version 1 in one go (map-files D.7): leaves filled to the brim in key order, each
/// followed by the large values of its records, then the branches level by level, the root last.
/// </summary>
internal sealed class LmdbWriter
{
    /// <summary>Bytes of a page.</summary>
    public const int PageSize = 4096;

    /// <summary>Bytes of the two meta pages.</summary>
    public const int HeaderLength = MetaPages * PageSize;

    private const int MetaPages = 2;
    private const long SmallestMapSize = 16 << 20;

    // MDB_NOSUBDIR, with which Postfix opens, and MDB_INTEGERKEY, which the database of free pages always has.
    private const int FileFlags = 0x4008;

    private readonly StoredRecords _records;
    private int[] _order = [];
    private List<(int First, long Page)> _children = [];
    private long _nextPage;
    private long _branchPages;
    private long _leafPages;
    private long _overflowPages;

    /// <summary>Creates a writer.</summary>
    /// <param name="records">The records, in any order.</param>
    public LmdbWriter(in StoredRecords records) => _records = records;

    /// <summary>Writes the file.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <exception cref="MapLimitException">A key is empty, too long or there twice.</exception>
    public void Write(IMapOutput output)
    {
        CheckKeyLengths();
        _order = KeyOrder.Of(_records);
        using var buffer = new OutputBuffer(output);
        var leaves = new LmdbLeaves(_records, _order, MetaPages);
        output.Expect(leaves.EndPage * PageSize);
        WriteLeaves(leaves, buffer);
        _children = leaves.ToList();
        _nextPage = leaves.EndPage;
        _leafPages = leaves.Count;
        _overflowPages = leaves.OverflowPages;

        var depth = _children.Count == 0 ? 0 : 1;
        for (; _children.Count > 1; depth++) WriteBranches(buffer);
        buffer.Flush();
        output.WriteHeader(MetaPagesOf(depth));
    }

    private void CheckKeyLengths()
    {
        for (var i = 0; i < _records.Count; i++)
        {
            var length = _records.KeyLength(i);
            if (length is >= 1 and <= LmdbFormat.LongestKey) continue;
            var problem = length == 0
                ? "an empty key cannot be stored in lmdb"
                : $"a key of {length} bytes, trailing NUL included, cannot be stored in lmdb: at most {LmdbFormat.LongestKey}";
            throw new MapLimitException(problem + LineOf(i));
        }
    }

    private string LineOf(int index) => _records.Line(index) is > 0 and var line ? $" (line {line})" : "";

    /// <summary>Writes the leaves: pieces without large values by all processors, others one page after the other.</summary>
    private void WriteLeaves(LmdbLeaves leaves, OutputBuffer buffer) => OrderedWork.Run(
        leaves.Pieces,
        piece => (Piece: piece, Pages: piece.HasLargeValues ? default : Compose(leaves, piece)),
        composed =>
        {
            if (composed.Pages.Array is not { } pages)
            {
                WriteWithLargeValues(leaves, composed.Piece, buffer);
                return;
            }

            buffer.Append(composed.Pages);
            ArrayPool<byte>.Shared.Return(pages);
        });

    private ArraySegment<byte> Compose(LmdbLeaves leaves, LmdbLeaves.Piece piece)
    {
        var length = piece.Count * PageSize;
        var pages = ArrayPool<byte>.Shared.Rent(length);
        for (var i = 0; i < piece.Count; i++)
        {
            _records.Touch(leaves.RecordsOf(piece.First + i));
            ComposeLeaf(pages.AsSpan(i * PageSize, PageSize), leaves, piece.First + i);
        }

        return new ArraySegment<byte>(pages, 0, length);
    }

    private void WriteWithLargeValues(LmdbLeaves leaves, LmdbLeaves.Piece piece, OutputBuffer buffer)
    {
        for (var leaf = piece.First; leaf < piece.First + piece.Count; leaf++)
        {
            ComposeLeaf(buffer.Take(PageSize), leaves, leaf);
            WriteLargeValues(leaves.RecordsOf(leaf), leaves.PageOf(leaf) + 1, buffer);
        }
    }

    private void ComposeLeaf(Span<byte> memory, LmdbLeaves leaves, int leaf)
    {
        var page = new LmdbPageBuilder(memory);
        var number = leaves.PageOf(leaf);
        var nextOverflow = number + 1;
        var previous = leaves.KeyBefore(leaf);
        foreach (var index in leaves.RecordsOf(leaf))
        {
            var key = _records.Key(index);
            var valueLength = _records.ValueLength(index);
            var large = LmdbLeaves.IsLarge(key.Length, valueLength);
            page.TryAdd(LmdbLeaves.NodeLength(key.Length, valueLength), out var node);
            if (key.SequenceEqual(previous)) throw new MapLimitException($"lmdb holds one value per key; a key is there twice{LineOf(index)}");

            LmdbLayout.WriteLeafNode(node, large ? LmdbLayout.LargeFlag : 0, key.Length, valueLength);
            key.CopyTo(node[LmdbLayout.NodeHeaderLength..]);
            var value = node[(LmdbLayout.NodeHeaderLength + key.Length)..];
            if (large)
            {
                LmdbLayout.WriteReference(value, nextOverflow);
                nextOverflow += LmdbLayout.Version1.OverflowPages(valueLength, PageSize);
            }
            else
            {
                _records.Value(index).CopyTo(value);
            }

            previous = key;
        }

        page.Finish(number, LmdbLayout.LeafFlag);
    }

    private void WriteLargeValues(ReadOnlySpan<int> leaf, long number, OutputBuffer buffer)
    {
        foreach (var index in leaf)
        {
            var value = _records.Value(index);
            if (!LmdbLeaves.IsLarge(_records.KeyLength(index), value.Length)) continue;
            var headerLength = LmdbLayout.Version1.HeaderLength;
            var pages = LmdbLayout.Version1.OverflowPages(value.Length, PageSize);
            LmdbLayout.WriteOverflowHeader(buffer.Take(headerLength), number, (uint)pages);
            buffer.Append(value);
            buffer.Take((int)((pages * PageSize) - headerLength - value.Length)).Clear();
            number += pages;
        }
    }

    // One level of branches over the pages of the level below, which it replaces in the list.
    private void WriteBranches(OutputBuffer buffer)
    {
        var level = new List<(int First, long Page)>();
        for (var first = 0; first < _children.Count;)
        {
            var count = ChildrenThatFit(first);
            var page = new LmdbPageBuilder(buffer.Take(PageSize));
            for (var i = 0; i < count; i++)
            {
                var child = _children[first + i];
                var key = i == 0 ? default : _records.Key(_order[child.First]);
                page.TryAdd(LmdbLayout.NodeHeaderLength + key.Length, out var node);
                LmdbLayout.WriteBranchNode(node, child.Page, key.Length);
                key.CopyTo(node[LmdbLayout.NodeHeaderLength..]);
            }

            var number = _nextPage++;
            page.Finish(number, LmdbLayout.BranchFlag);
            level.Add((_children[first].First, number));
            _branchPages++;
            first += count;
        }

        _children = level;
    }

    // A branch with one child makes Postfix abort at lookup (trap T7): the last page but one leaves its last child to the last.
    private int ChildrenThatFit(int first)
    {
        var room = PageSize - LmdbLayout.Version1.HeaderLength;
        var count = 0;
        for (; first + count < _children.Count; count++)
        {
            var keyLength = count == 0 ? 0 : _records.KeyLength(_order[_children[first + count].First]);
            room -= LmdbLayout.Even(LmdbLayout.NodeHeaderLength + keyLength) + LmdbLayout.PointerLength;
            if (room < 0) break;
        }

        return _children.Count - first - count == 1 ? count - 1 : count;
    }

    // Meta page 0 is that of a new file, page 1 that of the transaction 1 which filled it: transaction n writes page
    // n mod 2, and programs that open with a lock file rely on that (trap T8).
    private byte[] MetaPagesOf(int depth)
    {
        var mapSize = SmallestMapSize;
        while (mapSize < _nextPage * PageSize) mapSize *= 2;
        var free = new LmdbDatabase(PageSize, FileFlags, 0, 0, 0, 0, 0, LmdbDatabase.NoRoot);
        var empty = new LmdbDatabase(0, 0, 0, 0, 0, 0, 0, LmdbDatabase.NoRoot);
        var root = _children.Count == 0 ? LmdbDatabase.NoRoot : _children[0].Page;
        var main = new LmdbDatabase(0, 0, depth, _branchPages, _leafPages, _overflowPages, _order.Length, root);

        var header = new byte[HeaderLength];
        WriteMetaPage(header, 0, new LmdbMeta(LmdbLayout.Version1.DataVersion, mapSize, free, empty, MetaPages - 1, 0));
        WriteMetaPage(header, 1, new LmdbMeta(LmdbLayout.Version1.DataVersion, mapSize, free, main, _nextPage - 1, 1));
        return header;
    }

    private static void WriteMetaPage(Span<byte> header, int number, in LmdbMeta meta)
    {
        var page = header.Slice(number * PageSize, PageSize);
        LmdbLayout.WritePageHeader(page, number, LmdbLayout.MetaFlag, 0, 0);
        meta.Write(page[LmdbLayout.Version1.HeaderLength..]);
    }
}
