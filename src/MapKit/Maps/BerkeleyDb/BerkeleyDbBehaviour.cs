using System.Buffers.Binary;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Maps.BerkeleyDb;

/// <summary>What Postfix and libdb do with hash and btree maps, and what they say about them.</summary>
/// <param name="type">The type.</param>
/// <param name="suffix">The suffix of the map file.</param>
internal sealed class BerkeleyDbBehaviour(MapType type, string suffix) : PostfixBehaviour(suffix)
{
    /// <inheritdoc/>
    public override bool RemovesEmptyFile => true;

    /// <inheritdoc/>
    public override bool LocksFileFirst => true;

    /// <inheritdoc/>
    internal override string NotAMap(in RefusedFile file, Action<string> print) => $"open database {file.Shown}: {Reason(file, print)}";

    private string Reason(in RefusedFile file, Action<string> print)
    {
        var start = file.Start.Span;
        if (file.Length < MetaPage.Length) return SystemWords.InvalidArgument;
        var found = BerkeleyDbFile.Recognise(start, out _);
        if (type == MapType.Btree && found == MapType.Recno)
        {
            print("BDB0506 call implies an access method which is inconsistent with previous calls");
            return SystemWords.InvalidArgument;
        }

        if (found != type)
        {
            if (start[MetaPage.EncryptionOffset] == 0)
                print(HasChecksumFlag(start) ? $"BDB0210 {LibraryPath(file.Path)}: metadata page checksum error" : $"BDB0641 __db_meta_setup: {LibraryPath(file.Path)}: unexpected file type or format");
            return SystemWords.InvalidArgument;
        }

        if (file.Length % PageSize(start) != 0)
        {
            print($"BDB3037 {LibraryPath(file.Path)}: file size not a multiple of the pagesize");
            return SystemWords.InvalidArgument;
        }

        return file.Damage is null ? SystemWords.InvalidArgument : file.Damage.PlaceAndReason;
    }

    /// <summary>Whether libdb would check a checksum. Where the file seems to be encrypted it prints lines of its own, a hundred times, which MapKit leaves out.</summary>
    private static bool HasChecksumFlag(ReadOnlySpan<byte> start) => (start[MetaPage.MetaFlagsOffset] & 1) != 0;

    private static uint PageSize(ReadOnlySpan<byte> start)
    {
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(start[MetaPage.MagicOffset..]);
        var size = start[MetaPage.PageSizeOffset..];
        var pageSize = magic is MetaPage.HashMagic or MetaPage.BtreeMagic
            ? BinaryPrimitives.ReadUInt32LittleEndian(size)
            : BinaryPrimitives.ReadUInt32BigEndian(size);
        return Math.Max(pageSize, 1);
    }

    /// <summary>The path as libdb joins it from a folder and a name.</summary>
    private static string LibraryPath(string path) => ByteText.FromText(path.Contains('/', StringComparison.Ordinal) ? path : "./" + path);
}
