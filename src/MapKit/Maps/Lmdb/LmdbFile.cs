using System.Buffers.Binary;
using System.Text;
using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>Recognises and opens LMDB files.</summary>
internal static class LmdbFile
{
    /// <summary>Bytes of the start of a file that <see cref="Recognise"/> wants to see.</summary>
    public const int RecognisedBy = 32;

    // On 32-bit machines page numbers are shorter, and so is the page header before the magic (docs/formats/lmdb.md#other-machines).
    private const int HeaderLength32Bit = 12;

    /// <summary>Whether a file is LMDB's, of whatever version and machine, readable or not.</summary>
    /// <param name="start">The first <see cref="RecognisedBy"/> bytes, or all if there are fewer.</param>
    public static bool Recognise(ReadOnlySpan<byte> start) => LayoutOf(start) is not null || ForeignMachine(start) is not null;

    /// <summary>Opens an LMDB file.</summary>
    /// <param name="bytes">The file; the reader disposes of it, but not when this method fails.</param>
    /// <param name="database">The name of one of several databases in it, or null for the main one.</param>
    /// <exception cref="MapFormatException">The meta pages are damaged, or of a kind that cannot be read; or there is no such database.</exception>
    public static LmdbReader Open(MapBytes bytes, string? database = null)
    {
        var snapshot = SnapshotOf(bytes);
        if (database is null) return new LmdbReader(bytes, snapshot);
        if (!new LmdbReader(bytes, snapshot.Directory()).TryGet(Encoding.UTF8.GetBytes(database), out var described))
            throw DatabasesIn(bytes) is { Count: > 0 } names ? DatabaseNames.IsNone(bytes.Path, database, names) : DatabaseNames.HasNone(bytes.Path, database);
        var found = LmdbDatabase.Read(described.Span);
        LmdbMetaPages.CheckOrder(bytes.Path, found, database);
        if (found.Root != LmdbDatabase.NoRoot) snapshot.CheckReference(found.Root, snapshot.Main.Root, 0);
        return new LmdbReader(bytes, snapshot.At(found));
    }

    /// <summary>Opens an LMDB file as Postfix does, which knows of no named databases and takes them for records.</summary>
    /// <param name="bytes">The file; the reader disposes of it, but not when this method fails.</param>
    /// <exception cref="MapFormatException">The meta pages are damaged, or of a kind that cannot be read.</exception>
    public static LmdbReader OpenWithNames(MapBytes bytes) => new(bytes, SnapshotOf(bytes).WithNames());

    /// <summary>The names of the databases in a file, none where all records are in the main one.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="MapFormatException">It is damaged, or of a kind that cannot be read.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> DatabasesIn(MapBytes bytes) =>
        [.. new LmdbReader(bytes, SnapshotOf(bytes).Directory()).Records.Select(record => record.Key)];

    private static LmdbSnapshot SnapshotOf(MapBytes bytes) => new LmdbMetaPages(bytes, LayoutOf(bytes)).Newest();

    /// <summary>The layout of a file by its first bytes.</summary>
    /// <exception cref="MapFormatException">Of another machine, or no LMDB file.</exception>
    public static LmdbLayout LayoutOf(MapBytes bytes)
    {
        var start = new byte[(int)Math.Min(RecognisedBy, bytes.Length)];
        bytes.Read(0, start);
        return LayoutOf(start) ?? throw new MapFormatException(bytes.Path, ForeignMachine(start) ?? "not an LMDB file");
    }

    private static LmdbLayout? LayoutOf(ReadOnlySpan<byte> start)
    {
        if (HasMagic(start, LmdbLayout.Version1.HeaderLength, bigEndian: false)) return LmdbLayout.Version1;
        return HasMagic(start, LmdbLayout.Version3.HeaderLength, bigEndian: false) ? LmdbLayout.Version3 : null;
    }

    private static string? ForeignMachine(ReadOnlySpan<byte> start)
    {
        if (HasMagic(start, HeaderLength32Bit, bigEndian: false)) return "an LMDB file of a 32-bit machine cannot be read";
        if (HasMagic(start, HeaderLength32Bit, bigEndian: true)) return "an LMDB file of a big-endian 32-bit machine cannot be read";
        return HasMagic(start, LmdbLayout.Version1.HeaderLength, bigEndian: true) || HasMagic(start, LmdbLayout.Version3.HeaderLength, bigEndian: true)
            ? "an LMDB file of a big-endian machine cannot be read"
            : null;
    }

    private static bool HasMagic(ReadOnlySpan<byte> start, int offset, bool bigEndian)
    {
        if (start.Length < offset + sizeof(uint)) return false;
        var magic = bigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(start[offset..])
            : BinaryPrimitives.ReadUInt32LittleEndian(start[offset..]);
        return magic == LmdbMeta.Magic;
    }
}
