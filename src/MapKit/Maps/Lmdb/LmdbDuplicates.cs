using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>The values of one key in a database of sorted duplicates: on a page inside the node, or in a tree of their own (docs/formats/lmdb.md#duplicates).</summary>
/// <param name="bytes">The file.</param>
/// <param name="snapshot">The database.</param>
/// <param name="pages">The pages of the file.</param>
internal sealed class LmdbDuplicates(MapBytes bytes, LmdbSnapshot snapshot, PageCache pages)
{
    /// <summary>Takes each page of a tree, before it is read.</summary>
    public Action<long>? OnPage { get; init; }

    /// <summary>Pages met.</summary>
    public long Visited { get; private set; }

    /// <summary>The values in their order.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="number">Its number.</param>
    /// <param name="node">A node with duplicates.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Values(ReadOnlyMemory<byte> leaf, long number, LmdbNode node)
    {
        var stored = leaf.Slice(node.ValueOffset, (int)node.ValueLength);
        return node.Kind == LmdbNodeKind.SubTree ? InTree(LmdbDatabase.Read(stored.Span), number, node.ValueOffset) : OnSubPage(stored, number, node.ValueOffset);
    }

    private IEnumerable<ReadOnlyMemory<byte>> InTree(LmdbDatabase tree, long number, int offset)
    {
        var values = snapshot.Values(tree);
        values.CheckReference(tree.Root, number, offset + LmdbDatabase.RootOffset);
        var scan = new LmdbScan(bytes, values, pages, window: null) { OnPage = OnPage };
        foreach (var record in scan.From(tree.Root))
        {
            Visited = scan.Visited;
            yield return record.Key;
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> OnSubPage(ReadOnlyMemory<byte> stored, long number, int offset)
    {
        var values = snapshot.Values(default);
        var count = new LmdbPage(values, number, stored.Span, offset).Count;
        var room = stored.Length;
        ReadOnlyMemory<byte> previous = default;
        for (var i = 0; i < count; i++)
        {
            var node = new LmdbPage(values, number, stored.Span, offset).Record(i);
            var value = stored.Slice(node.KeyOffset, node.KeyLength);
            room -= node.KeyLength;
            if (room < 0) throw snapshot.Damage("the values of a key do not fit on their page: some overlap", number, offset + node.KeyOffset);
            if (values.Order.Compare(previous.Span, value.Span) >= 0)
                throw snapshot.Damage("values do not ascend: the value is not greater than the one before it", number, offset + node.KeyOffset);
            previous = value;
            yield return value;
        }
    }
}
