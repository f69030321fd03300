using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>
/// Finds keys in a tree by the comparisons that the library makes, in their order: where a separating key is wrong they miss what the
/// library misses.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="holdsDuplicates">Whether a key may have several values.</param>
internal sealed class Btree185Search(BerkeleyDb185File file, bool holdsDuplicates)
{
    private const int DeepestTree = 50;

    /// <summary>Finds a key, with any of its values.</summary>
    /// <param name="key">The key.</param>
    /// <param name="item">The item.</param>
    /// <returns>Whether it was found.</returns>
    /// <exception cref="MapFormatException">The way to the key leads through damage.</exception>
    public bool TryFind(ReadOnlySpan<byte> key, out Btree185Item item)
    {
        var page = ReadTree(Btree185Leaves.Root);
        for (var depth = 1; page.Type == Btree185PageType.Internal; depth++)
        {
            RequireDepth(page, depth);
            page = ReadTree(ChildFor(page, key));
        }

        if (!TryFind(page, key, out var index)) return holdsDuplicates ? IsBeside(page, index, key, out item) : Missed(out item);
        item = Btree185Item.Read(page, index);
        return true;
    }

    /// <summary>Finds the first of the values of a key.</summary>
    /// <exception cref="MapFormatException">The way to the key leads through damage.</exception>
    public bool TryFindFirst(ReadOnlySpan<byte> key, out Btree185Item item)
    {
        if (!TryFind(key, out item)) return false;
        if (holdsDuplicates) item = FirstOf(item, key);
        return true;
    }

    /// <summary>Levels of the tree, along its left edge; 0 if it is empty.</summary>
    /// <exception cref="MapFormatException">A page on the way is damaged.</exception>
    public int MeasureDepth()
    {
        var page = ReadTree(Btree185Leaves.Root);
        if (page.Type == Btree185PageType.Leaf && page.Count == 0) return 0;
        var depth = 1;
        for (; page.Type == Btree185PageType.Internal; depth++)
        {
            RequireDepth(page, depth);
            page = ReadTree(Btree185Item.Read(page, 0).Child);
        }

        return depth;
    }

    private static void RequireDepth(Btree185Page page, int depth)
    {
        if (depth == DeepestTree) throw page.Damage(0, $"the tree is deeper than {DeepestTree} levels");
    }

    private Btree185Page ReadTree(PageReference reference)
    {
        var page = Btree185Page.Read(file, reference, PageAccess.Lookup);
        page.RequireItems();
        return page;
    }

    private Btree185Page ReadLeaf(PageReference reference)
    {
        var page = ReadTree(reference);
        page.Require(Btree185PageType.Leaf);
        return page;
    }

    private PageReference ChildFor(Btree185Page page, ReadOnlySpan<byte> key)
    {
        var low = 0;
        for (var count = page.Count; count > 0; count /= 2)
        {
            // The first key of the leftmost page of a level counts as less than any other.
            var middle = low + (count / 2);
            var order = middle == 0 && page.Previous.Target == 0 ? -1 : Btree185Item.Read(page, middle).CompareTo(file, key);
            if (order == 0) return Btree185Item.Read(page, middle).Child;
            if (order > 0) continue;
            low = middle + 1;
            count--;
        }

        return Btree185Item.Read(page, Math.Max(low - 1, 0)).Child;
    }

    private bool TryFind(Btree185Page leaf, ReadOnlySpan<byte> key, out int index)
    {
        var low = 0;
        for (var count = leaf.Count; count > 0; count /= 2)
        {
            index = low + (count / 2);
            var order = Btree185Item.Read(leaf, index).CompareTo(file, key);
            if (order == 0) return true;
            if (order > 0) continue;
            low = index + 1;
            count--;
        }

        index = low;
        return false;
    }

    /// <summary>Whether a key is on a neighbouring leaf: its values may continue there, and all those on this one may have been deleted.</summary>
    private bool IsBeside(Btree185Page leaf, int index, ReadOnlySpan<byte> key, out Btree185Item item)
    {
        if (index == 0 && leaf.Previous.Target != 0 && IsAt(ReadLeaf(leaf.Previous), last: true, key, out item)) return true;
        if (index == leaf.Count && leaf.Next.Target != 0 && IsAt(ReadLeaf(leaf.Next), last: false, key, out item)) return true;
        return Missed(out item);
    }

    private bool IsAt(Btree185Page leaf, bool last, ReadOnlySpan<byte> key, out Btree185Item item)
    {
        if (leaf.Count == 0) return Missed(out item);
        item = Btree185Item.Read(leaf, last ? leaf.Count - 1 : 0);
        return item.CompareTo(file, key) == 0;
    }

    /// <summary>The first of the pairs with a key, going back from one of them.</summary>
    private Btree185Item FirstOf(Btree185Item item, ReadOnlySpan<byte> key)
    {
        for (var left = file.PageCount; left > 0; left--)
        {
            var leaf = item.Page;
            for (var i = 0; i < leaf.Count; i++)
            {
                var candidate = Btree185Item.Read(leaf, i);
                if (candidate.CompareTo(file, key) != 0) continue;
                item = candidate;
                break;
            }

            if (leaf.Previous.Target == 0 || !IsAt(ReadLeaf(leaf.Previous), last: true, key, out var before)) return item;
            item = before;
        }

        throw item.Page.Damage(Btree185Page.PreviousOffset, "the leaves before this one form a cycle");
    }

    private static bool Missed(out Btree185Item item)
    {
        item = default;
        return false;
    }
}
