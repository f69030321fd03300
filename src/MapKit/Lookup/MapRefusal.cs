using System.Buffers.Binary;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Lookup;

/// <summary>
/// Says of a file that is not the map it should be what Postfix and its libraries say (postfix-tables 2.8). Of a file that
/// is, but damaged, it says where.
/// </summary>
internal static class MapRefusal
{
    private const string NotLmdb = "MDB_INVALID: File is not an LMDB file";

    /// <summary>Where one page of LMDB ends on the machines that Postfix runs on; its library wants more than one.</summary>
    private const int LmdbPage = 4096;

    /// <summary>The failure to open a map.</summary>
    /// <param name="type">The type asked for.</param>
    /// <param name="path">The file.</param>
    /// <param name="warnings">Takes the line that Berkeley DB prints by itself.</param>
    /// <param name="damage">Why it cannot be read, or null for a sound map of another type.</param>
    public static LookupException Create(MapType type, string path, IDiagnosticSink warnings, MapFormatException? damage)
    {
        var shown = ByteText.Of(path);
        if (Directory.Exists(path)) return Refuse(FolderReason(type, shown), damage);
        var (start, length) = ReadStart(path);
        return type switch
        {
            MapType.Cdb when length < CdbFile.RecognisedBy => Refuse($"dict_cdbq_open: unable to init {shown}: {SystemWords.ProtocolError}", damage),
            MapType.Cdb => Refuse($"error reading {shown}: {SystemWords.ProtocolError}", damage),
            MapType.Lmdb => Refuse($"open database {shown}: {LmdbReason(start, length, damage)}", damage),
            _ => Refuse($"open database {shown}: {BerkeleyDbReason(type, path, start, length, warnings, damage)}", damage),
        };
    }

    /// <summary>Why a map cannot be read, with page and offset where they are known, without the path.</summary>
    public static string Reason(IOException exception) => exception switch
    {
        MapFormatException { Page: { } page, Offset: { } offset } damage => $"page {page}, offset {offset}: {damage.Reason}",
        MapFormatException { Page: { } page } damage => $"page {page}: {damage.Reason}",
        MapFormatException { Offset: { } offset } damage => $"offset {offset}: {damage.Reason}",
        MapFormatException damage => damage.Reason,
        _ => SystemWords.Of(exception),
    };

    private static LookupException Refuse(string message, MapFormatException? damage) =>
        damage is null ? new LookupException(message) : new LookupException(message, damage);

    private static string FolderReason(MapType type, string shown) => type == MapType.Cdb
        ? $"dict_cdbq_open: unable to init {shown}: {SystemWords.NoSuchDevice}"
        : $"open database {shown}: {SystemWords.IsDirectory}";

    private static string LmdbReason(ReadOnlySpan<byte> start, long length, MapFormatException? damage)
    {
        // Of an empty file LMDB would make a map, were it not opened for reading only.
        if (length == 0) return SystemWords.BadFileDescriptor;
        return damage is null || length <= LmdbPage || !LmdbFile.Recognise(start) ? NotLmdb : Reason(damage);
    }

    private static string BerkeleyDbReason(
        MapType type, string path, ReadOnlySpan<byte> start, long length, IDiagnosticSink warnings, MapFormatException? damage)
    {
        if (length < MetaPage.Length) return SystemWords.InvalidArgument;
        if (BerkeleyDbFile.Recognise(start, out _) != type)
        {
            if (!LooksEncrypted(start)) Print(warnings, path, $"BDB0641 __db_meta_setup: {LibraryPath(path)}: unexpected file type or format");
            return SystemWords.InvalidArgument;
        }

        if (length % PageSize(start) != 0)
        {
            Print(warnings, path, $"BDB3037 {LibraryPath(path)}: file size not a multiple of the pagesize");
            return SystemWords.InvalidArgument;
        }

        return damage is null ? SystemWords.InvalidArgument : Reason(damage);
    }

    /// <summary>Of such a file the library says something else, a hundred times over. We do not.</summary>
    private static bool LooksEncrypted(ReadOnlySpan<byte> start) => start[MetaPage.EncryptionOffset] != 0 || (start[MetaPage.MetaFlagsOffset] & 1) != 0;

    private static uint PageSize(ReadOnlySpan<byte> start)
    {
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(start[MetaPage.MagicOffset..]);
        var size = start[MetaPage.PageSizeOffset..];
        var pageSize = magic is MetaPage.HashMagic or MetaPage.BtreeMagic
            ? BinaryPrimitives.ReadUInt32LittleEndian(size)
            : BinaryPrimitives.ReadUInt32BigEndian(size);
        return Math.Max(pageSize, 1);
    }

    /// <summary>The path as Berkeley DB puts it together from a folder and a name.</summary>
    private static string LibraryPath(string path) => ByteText.Of(path.Contains('/', StringComparison.Ordinal) ? path : "./" + path);

    private static void Print(IDiagnosticSink warnings, string path, string line) =>
        warnings.Report(new Diagnostic(Rules.LibraryLine, path, null, line) { PostfixText = line });

    private static (byte[] Start, long Length) ReadStart(string path)
    {
        try
        {
            using var bytes = MapBytes.Open(path);
            var start = new byte[Math.Min(bytes.Length, MetaPage.Length)];
            bytes.Read(0, start);
            return (start, bytes.Length);
        }
        catch (Exception exception) when (SystemWords.Has(exception))
        {
            // Gone in between, or no file at all: as good as one without content.
            return ([], 0);
        }
    }
}
