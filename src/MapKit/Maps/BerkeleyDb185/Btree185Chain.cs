using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The reference to a chain of overflow pages: the first page and the length of the data.</summary>
/// <param name="Holder">The page that holds the reference.</param>
/// <param name="Offset">Where on that page.</param>
internal readonly record struct Btree185Chain(Btree185Page Holder, int Offset)
{
    /// <summary>Bytes of the reference.</summary>
    public const int ReferenceLength = 8;

    private const int LengthOffset = 4;

    /// <summary>The first page.</summary>
    public PageReference First => Holder.Reference(Offset);

    /// <summary>Bytes in the chain.</summary>
    public long Length => Holder.UInt32(Offset + LengthOffset);

    /// <summary>Reads the data.</summary>
    /// <param name="file">The file.</param>
    /// <param name="met">The pages that were met before; those of the chain are added. Null in a lookup.</param>
    /// <exception cref="MapFormatException">The chain is damaged.</exception>
    public ReadOnlyMemory<byte> Read(BerkeleyDb185File file, NumberSet? met)
    {
        RequireLength(file);
        var data = GC.AllocateUninitializedArray<byte>((int)Length);
        var left = data.AsSpan();
        for (var reference = First; left.Length > 0;)
        {
            var page = ReadPage(file, reference, met is null ? PageAccess.Lookup : PageAccess.Walk);
            if (met?.Add(page.Number) == false) throw file.Damage(reference.Page, reference.Offset, $"page {page.Number} is referenced twice");
            var piece = Piece(page, left.Length);
            piece.CopyTo(left);
            left = left[piece.Length..];
            reference = page.Next;
        }

        return data;
    }

    /// <summary>Compares the data with a key, page by page up to the first difference.</summary>
    /// <returns>Below 0 if the data comes first.</returns>
    /// <exception cref="MapFormatException">The chain is damaged.</exception>
    public int CompareTo(BerkeleyDb185File file, ReadOnlySpan<byte> wanted)
    {
        RequireLength(file);
        var left = (int)Length;
        for (var reference = First; left > 0 && wanted.Length > 0;)
        {
            var page = ReadPage(file, reference, PageAccess.Lookup);
            var piece = Piece(page, left);
            var common = Math.Min(piece.Length, wanted.Length);
            var order = piece[..common].SequenceCompareTo(wanted[..common]);
            if (order != 0) return order;
            left -= common;
            wanted = wanted[common..];
            if (common < piece.Length) break;
            reference = page.Next;
        }

        return left.CompareTo(wanted.Length);
    }

    private void RequireLength(BerkeleyDb185File file)
    {
        if (Length == 0) throw Holder.Damage(Offset + LengthOffset, "a chain of overflow pages without data");
        var most = Math.Min(Array.MaxLength, (file.PageCount - 1) * (file.PageSize - Btree185Page.HeaderLength));
        if (Length > most) throw Holder.Damage(Offset + LengthOffset, $"{Length} bytes in overflow pages, where the whole file holds at most {most}");
    }

    private static Btree185Page ReadPage(BerkeleyDb185File file, PageReference reference, PageAccess access)
    {
        var page = Btree185Page.Read(file, reference, access);
        page.Require(Btree185PageType.Overflow);
        return page;
    }

    private static ReadOnlySpan<byte> Piece(Btree185Page page, int left) =>
        page.Bytes.Slice(Btree185Page.HeaderLength, Math.Min(left, page.Memory.Length - Btree185Page.HeaderLength));
}
