using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>
/// Finds keys in a tree by the comparisons that the library makes, in their order: among several values of a key they decide which one
/// is found, and where a separating key is wrong they miss what the library misses.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="holdsDuplicates">Whether a key may have several values.</param>
internal sealed class Btree185Search(File185 file, bool holdsDuplicates)
{
    private const int DeepestTree = 50;

    /// <summary>Finds a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="item">Its item.</param>
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

        if (TryFind(page, key, out var index))
        {
            item = Btree185Item.Read(page, index);
            return true;
        }

        // The values of a key may continue on the neighbouring leaves, and all those on this one may have been deleted.
        if (holdsDuplicates && index == 0 && page.Previous != 0 && IsLast(ReadLeaf(new PageReference(page.Previous, page.Number, Btree185Page.PreviousOffset)), key, out item)) return true;
        if (holdsDuplicates && index == page.Count && page.Next.Target != 0 && IsFirst(ReadLeaf(page.Next), key, out item)) return true;
        item = default;
        return false;
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
            var order = middle == 0 && page.Previous == 0 ? -1 : Btree185Item.Read(page, middle).CompareTo(file, key);
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

    private bool IsFirst(Btree185Page leaf, ReadOnlySpan<byte> key, out Btree185Item item) => IsAt(leaf, 0, key, out item);

    private bool IsLast(Btree185Page leaf, ReadOnlySpan<byte> key, out Btree185Item item) => IsAt(leaf, leaf.Count - 1, key, out item);

    private bool IsAt(Btree185Page leaf, int index, ReadOnlySpan<byte> key, out Btree185Item item)
    {
        item = default;
        if (leaf.Count == 0) return false;
        item = Btree185Item.Read(leaf, index);
        return item.CompareTo(file, key) == 0;
    }
}
