using System.Buffers.Binary;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>
/// Fields of little-endian files with pages of 4096 bytes, at the offsets of docs/formats/berkeley-db.md#page-header as numbers:
/// the code under test must not be its own witness.
/// </summary>
internal static class Layout
{
    public const int PageSize = 4096;

    public static uint MetaLastPage(byte[] file) => UInt32(file, 32);

    public static uint HashElementCount(byte[] file) => UInt32(file, 88);

    public static uint BtreeRoot(byte[] file) => UInt32(file, 88);

    public static int Pages(byte[] file) => file.Length / PageSize;

    public static byte PageType(byte[] file, int page) => file[(page * PageSize) + 25];

    public static byte Level(byte[] file, int page) => file[(page * PageSize) + 24];

    public static int Entries(byte[] file, int page) => UInt16(file, (page * PageSize) + 20);

    public static int HighFree(byte[] file, int page) => UInt16(file, (page * PageSize) + 22);

    public static int[] ItemOffsets(byte[] file, int page) =>
        [.. Enumerable.Range(0, Entries(file, page)).Select(i => (int)UInt16(file, (page * PageSize) + 26 + (2 * i)))];

    /// <summary>The keys on a hash page: whether off-page, and the bytes of those on the page.</summary>
    public static List<(bool OffPage, byte[] Key)> HashKeys(byte[] file, int page)
    {
        var offsets = ItemOffsets(file, page);
        var keys = new List<(bool OffPage, byte[] Key)>();
        for (var i = 0; i < offsets.Length; i += 2)
        {
            var item = file.AsSpan((page * PageSize) + offsets[i], (i == 0 ? PageSize : offsets[i - 1]) - offsets[i]);
            keys.Add((item[0] == 3, item[1..].ToArray()));
        }

        return keys;
    }

    private static ushort UInt16(byte[] file, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(offset));

    private static uint UInt32(byte[] file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));
}
