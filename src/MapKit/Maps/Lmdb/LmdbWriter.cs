using System.Buffers;
using MapKit.Concurrency;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// Writes a whole LMDB file of data version 1 in one go (docs/formats/writers.md#lmdb): leaves filled to the brim in key order,
/// each followed by the large values of its records, then the branches level by level, the root last.
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

    private readonly IOrderedRecords _records;
    private List<(long Place, long Page)> _children = [];
    private long _nextPage;
    private long _branchPages;
    private long _leafPages;
    private long _overflowPages;

    /// <summary>Creates a writer.</summary>
    /// <param name="records">The records, in any order.</param>
    /// <exception cref="MapLimitException">A key is empty or too long.</exception>
    public LmdbWriter(MapRecords records)
    {
        if (records.InMemory is { } inMemory) RequireLengthsOfKeys(inMemory);
        _records = records.InKeyOrder();
    }

    /// <summary>Writes the file.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <exception cref="MapLimitException">A key is there twice.</exception>
    public void Write(IMapOutput output)
    {
        using var buffer = new OutputBuffer(output);
        var leaves = new LmdbLeaves(_records, MetaPages);
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

    /// <summary>Refuses keys that cannot be stored.</summary>
    /// <param name="length">Bytes of the stored key.</param>
    /// <param name="line">Line of the source, 0 if not known.</param>
    /// <exception cref="MapLimitException">It is empty or too long.</exception>
    public static void RequireLengthOfKey(int length, int line = 0)
    {
        if (length is >= 1 and <= LmdbEngine.LongestKey) return;
        var problem = length == 0
            ? "an empty key cannot be stored in lmdb"
            : $"a key of {length} bytes, trailing NUL included, cannot be stored in lmdb: at most {LmdbEngine.LongestKey}";
        throw new MapLimitException(problem + LineNote(line));
    }

    // In the order of the source, so that the first is told.
    private static void RequireLengthsOfKeys(in StoredRecords records)
    {
        for (var i = 0; i < records.Count; i++) RequireLengthOfKey(records.KeyLength(i), records.Line(i));
    }

    private static string LineNote(int line) => line > 0 ? $" (line {line})" : "";

    /// <summary>Writes the leaves: pieces without large values by all processors, others one page after the other.</summary>
    private void WriteLeaves(LmdbLeaves leaves, OutputBuffer buffer) => OrderedWork.Run(
        leaves.Pieces.Zip(_records.Slices(leaves.Pieces.Select(piece => leaves.RecordsOf(piece.First, piece.Count)))),
        piece => (Piece: piece.First, Records: piece.Second, Pages: piece.First.HasLargeValues ? default : Compose(leaves, piece.First, piece.Second)),
        composed =>
        {
            if (composed.Pages.Array is not { } pages)
            {
                WriteWithLargeValues(leaves, composed.Piece, composed.Records, buffer);
                return;
            }

            buffer.Append(composed.Pages);
            ArrayPool<byte>.Shared.Return(pages);
        });

    private static ArraySegment<byte> Compose(LmdbLeaves leaves, LmdbLeaves.Piece piece, RecordSlice records)
    {
        var length = piece.Count * PageSize;
        var pages = ArrayPool<byte>.Shared.Rent(length);
        for (var i = 0; i < piece.Count; i++)
        {
            var onLeaf = OnLeaf(leaves, piece, piece.First + i, records);
            records.Records.Touch(onLeaf.Numbers);
            ComposeLeaf(pages.AsSpan(i * PageSize, PageSize), leaves, piece.First + i, onLeaf);
        }

        return new ArraySegment<byte>(pages, 0, length);
    }

    private static RecordSlice OnLeaf(LmdbLeaves leaves, LmdbLeaves.Piece piece, int leaf, RecordSlice ofPiece)
    {
        var range = leaves.RecordsOf(leaf, 1);
        return ofPiece.Part(range.First - leaves.RecordsOf(piece.First, 1).First, range.Count);
    }

    private static void WriteWithLargeValues(LmdbLeaves leaves, LmdbLeaves.Piece piece, RecordSlice records, OutputBuffer buffer)
    {
        for (var leaf = piece.First; leaf < piece.First + piece.Count; leaf++)
        {
            var onLeaf = OnLeaf(leaves, piece, leaf, records);
            ComposeLeaf(buffer.Take(PageSize), leaves, leaf, onLeaf);
            WriteLargeValues(onLeaf, leaves.PageOf(leaf) + 1, buffer);
        }
    }

    private static void ComposeLeaf(Span<byte> memory, LmdbLeaves leaves, int leaf, RecordSlice slice)
    {
        var page = new LmdbPageBuilder(memory);
        var number = leaves.PageOf(leaf);
        var nextOverflow = number + 1;
        var previous = leaves.KeyBefore(leaf);
        var records = slice.Records;
        foreach (var index in slice.Numbers)
        {
            var key = records.Key(index);
            var valueLength = records.ValueLength(index);
            var large = LmdbLeaves.IsLarge(key.Length, valueLength);
            page.TryAdd(LmdbLeaves.NodeLength(key.Length, valueLength), out var node);
            if (key.SequenceEqual(previous)) throw new MapLimitException($"lmdb holds one value per key; a key is a duplicate{LineNote(records.Line(index))}");

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
                records.Value(index).CopyTo(value);
            }

            previous = key;
        }

        page.Finish(number, LmdbLayout.LeafFlag);
    }

    private static void WriteLargeValues(RecordSlice leaf, long number, OutputBuffer buffer)
    {
        foreach (var index in leaf.Numbers)
        {
            var value = leaf.Records.Value(index);
            if (!LmdbLeaves.IsLarge(leaf.Records.KeyLength(index), value.Length)) continue;
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
        var level = new List<(long Place, long Page)>();
        for (var first = 0; first < _children.Count;)
        {
            var count = ChildrenThatFit(first);
            var page = new LmdbPageBuilder(buffer.Take(PageSize));
            for (var i = 0; i < count; i++)
            {
                var child = _children[first + i];
                var key = i == 0 ? default : _records.Key(child.Place);
                page.TryAdd(LmdbLayout.NodeHeaderLength + key.Length, out var node);
                LmdbLayout.WriteBranchNode(node, child.Page, key.Length);
                key.CopyTo(node[LmdbLayout.NodeHeaderLength..]);
            }

            var number = _nextPage++;
            page.Finish(number, LmdbLayout.BranchFlag);
            level.Add((_children[first].Place, number));
            _branchPages++;
            first += count;
        }

        _children = level;
    }

    // A branch with one child makes Postfix abort at lookup (docs/formats/lmdb.md#branches-with-one-child): the last page but one
    // leaves its last child to the last.
    private int ChildrenThatFit(int first)
    {
        var room = PageSize - LmdbLayout.Version1.HeaderLength;
        var count = 0;
        for (; first + count < _children.Count; count++)
        {
            var keyLength = count == 0 ? 0 : _records.Key(_children[first + count].Place).Length;
            room -= LmdbLayout.Even(LmdbLayout.NodeHeaderLength + keyLength) + LmdbLayout.PointerLength;
            if (room < 0) break;
        }

        return _children.Count - first - count == 1 ? count - 1 : count;
    }

    // Meta page 0 is that of a new file, page 1 that of the transaction 1 which filled it: transaction n writes page n mod 2, and
    // programs that open with a lock file rely on that (docs/formats/lmdb.md#which-meta-page-counts).
    private byte[] MetaPagesOf(int depth)
    {
        var mapSize = SmallestMapSize;
        while (mapSize < _nextPage * PageSize) mapSize *= 2;
        var free = new LmdbDatabase(PageSize, FileFlags, 0, 0, 0, 0, 0, LmdbDatabase.NoRoot);
        var empty = new LmdbDatabase(0, 0, 0, 0, 0, 0, 0, LmdbDatabase.NoRoot);
        var root = _children.Count == 0 ? LmdbDatabase.NoRoot : _children[0].Page;
        var main = new LmdbDatabase(0, 0, depth, _branchPages, _leafPages, _overflowPages, _records.Count, root);

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
