using MapKit.Maps.BerkeleyDb.Hash;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// Verifies the checksum of a page, in files that have them (docs/formats/berkeley-db.md#byte-order and
/// docs/formats/berkeley-db.md#meta-page). It counts as zero in its own sum.
/// </summary>
internal static class PageChecksum
{
    private const int MetaOffset = 492;

    // The field has room for a keyed sum.
    private const int MetaLength = 20;

    /// <summary>What is wrong with the checksum of a page, or null.</summary>
    public static MapFormatException? FindProblem(Page page)
    {
        var problem = FindProblem(page.Bytes, PageHeader.Checksum, sizeof(uint), page.UInt32(PageHeader.Checksum));
        return problem is null ? null : page.Damage(PageHeader.Checksum, problem);
    }

    /// <summary>What is wrong with the checksum of a meta page, or null.</summary>
    /// <param name="order">The byte order of the file.</param>
    /// <param name="page">The first <see cref="MetaPage.Length"/> bytes of the page.</param>
    /// <param name="damage">Makes the exception from the offset of the field and the reason.</param>
    public static MapFormatException? FindProblem(ByteOrder order, ReadOnlySpan<byte> page, Func<int, string, MapFormatException> damage)
    {
        var problem = FindProblem(page, MetaOffset, MetaLength, order.UInt32(page, MetaOffset));
        return problem is null ? null : damage(MetaOffset, problem);
    }

    private static string? FindProblem(ReadOnlySpan<byte> page, int offset, int length, uint stored)
    {
        ReadOnlySpan<byte> zeros = stackalloc byte[MetaLength];
        var sum = HashFunction.Function4(0, page[..offset]);
        sum = HashFunction.Function4(sum, zeros[..length]);
        sum = HashFunction.Function4(sum, page[(offset + length)..]);
        return sum == stored ? null : $"checksum 0x{stored:x8}, the page gives 0x{sum:x8}";
    }
}
