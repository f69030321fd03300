namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// An item too big for its page: 12 bytes that name the first page of a chain and the length
/// (docs/formats/berkeley-db.md#overflow-chains). The hash's and the btree's form differ only in where the type byte stands.
/// </summary>
internal readonly struct OverflowItem
{
    /// <summary>Bytes of the reference.</summary>
    public const int Size = 12;

    /// <summary>Offset of the first page's number in the reference (u32).</summary>
    public const int FirstPageOffset = 4;

    /// <summary>Offset of the length in the reference (u32).</summary>
    public const int LengthOffset = 8;

    private readonly Page _page;
    private readonly int _offset;

    /// <summary>The item whose reference stands on a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="offset">Where the <see cref="Size"/> bytes begin; the caller has checked that they are on the page.</param>
    public OverflowItem(Page page, int offset)
    {
        _page = page;
        _offset = offset;
    }

    /// <summary>Bytes of the item.</summary>
    public uint Length => _page.UInt32(_offset + LengthOffset);

    /// <summary>Collects the item from its chain.</summary>
    /// <param name="pages">Where to read the pages.</param>
    /// <param name="pageCount">Pages in the file: no item is longer than all of them together.</param>
    public ReadOnlyMemory<byte> Read(IPageSource pages, long pageCount)
    {
        if (Length > (ulong)pageCount * (uint)_page.Size || Length > Array.MaxLength)
            throw _page.Damage(_offset + LengthOffset, $"an item of {Length} bytes does not fit in the file");
        var item = GC.AllocateUninitializedArray<byte>((int)Length);
        var filled = 0;
        for (var part = new OverflowPart(); MoveNext(pages, ref part);)
        {
            part.Bytes.CopyTo(item.AsMemory(filled));
            filled += part.Bytes.Length;
        }

        return item;
    }

    /// <summary>Walks over the chain and checks it.</summary>
    public void Check(IPageSource pages)
    {
        for (var part = new OverflowPart(); MoveNext(pages, ref part);)
        {
        }
    }

    /// <summary>Page number of the start of the chain.</summary>
    public PageReference FirstPage => _page.Reference(_offset + FirstPageOffset);

    /// <summary>Compares the item with a key as a btree orders them: bytes first, then the shorter before the longer.</summary>
    public int CompareTo(ReadOnlySpan<byte> key, IPageSource pages)
    {
        for (var part = new OverflowPart(); MoveNext(pages, ref part);)
        {
            var common = Math.Min(part.Bytes.Length, key.Length);
            var difference = part.Bytes.Span[..common].SequenceCompareTo(key[..common]);
            if (difference != 0) return difference;
            if (common < part.Bytes.Length) return 1;
            key = key[common..];
        }

        return key.IsEmpty ? 0 : -1;
    }

    private bool MoveNext(IPageSource pages, ref OverflowPart part)
    {
        if (part.Page is { } last)
        {
            if (part.End == Length)
            {
                if (last.Next.Target != 0) throw last.Damage(PageHeader.Next, $"the chain continues after all {Length} bytes of the item");
                return false;
            }

            part = Take(pages, last.Next, last.Number, part.End);
            return true;
        }

        if (Length == 0) throw _page.Damage(_offset + LengthOffset, "an off-page item of 0 bytes");
        part = Take(pages, FirstPage, 0, 0);
        return true;
    }

    private OverflowPart Take(IPageSource pages, PageReference reference, uint previous, long start)
    {
        var page = pages.Read(reference);
        if (page.Type != PageType.Overflow) throw page.WrongType(PageType.Overflow);
        page.RequirePrevious(previous);
        var length = page.UInt16(PageHeader.HighFree);
        if (length < 1 || length > page.Size - page.DataStart)
            throw page.Damage(PageHeader.HighFree, $"{length} bytes of data on an overflow page");
        if (start + length > Length)
            throw page.Damage(PageHeader.HighFree, $"the chain holds more than the item's {Length} bytes");
        return new OverflowPart(page, page.Memory.Slice(page.DataStart, length), start + length);
    }

    /// <summary>The data of one page of the chain.</summary>
    /// <param name="Page">The page, null before the first.</param>
    /// <param name="Bytes">Its data.</param>
    /// <param name="End">Bytes of the item up to the end of this part.</param>
    private readonly record struct OverflowPart(Page? Page, ReadOnlyMemory<byte> Bytes, long End);
}
