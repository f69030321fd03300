using System.Buffers.Binary;
using System.Numerics;
using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// Reads and checks the two meta pages of a file (docs/formats/lmdb.md#meta-pages and docs/formats/damaged-files.md#lmdb-files). As
/// in LMDB both must be sound; the newer one is used.
/// </summary>
internal sealed class LmdbMetaPages
{
    private const int SmallestPage = 512;
    private const int LargestPage = 65536;
    private const int EncryptedFlag = 0x2000;

    // A process on x86-64 has 47 bits of addresses, and its libraries split them: no gap is certain to be larger than half of that.
    private const long AddressSpace = 1L << 46;

    private readonly MapBytes _bytes;
    private readonly LmdbLayout _layout;

    /// <summary>Creates a reader.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="layout">The layout that its first bytes show.</param>
    public LmdbMetaPages(MapBytes bytes, LmdbLayout layout)
    {
        _bytes = bytes;
        _layout = layout;
    }

    /// <summary>The current snapshot.</summary>
    /// <exception cref="MapFormatException">A meta page is damaged, or the file is a kind that is not supported.</exception>
    public LmdbSnapshot Newest()
    {
        var first = Read(0, 0);
        var pageSize = PageSizeOf(first);
        var second = Read(1, pageSize);
        if (second.Free.Pad != pageSize)
            throw Damage($"page size {second.Free.Pad}, but page 0 says {pageSize}", 1, pageSize, LmdbMeta.FreeOffset);
        if (_layout == LmdbLayout.Version3) RefuseProtected(first, pageSize);
        return second.Transaction > first.Transaction ? Check(second, 1, pageSize) : Check(first, 0, pageSize);
    }

    /// <summary>Checks both meta pages, including the older one.</summary>
    /// <param name="problems">Receives the problems.</param>
    /// <returns>The current meta page and its snapshot; null if it cannot be used.</returns>
    public (LmdbMeta Meta, int Page, LmdbSnapshot Snapshot)? Check(ProblemList problems)
    {
        LmdbMeta first = default, second = default;
        var pageSize = 0;
        if (!problems.Try(() =>
        {
            first = Read(0, 0);
            pageSize = PageSizeOf(first);
            if (_layout == LmdbLayout.Version3) RefuseProtected(first, pageSize);
        })) return null;
        if (!problems.Try(() => second = Read(1, pageSize))) return Check(first, 0);
        if (second.Free.Pad != pageSize)
            problems.Add(Damage($"page size {second.Free.Pad}, but page 0 says {pageSize}", 1, pageSize, LmdbMeta.FreeOffset));

        // Transactions write the two pages in turn. Before the first one both have number 0, and the file is empty.
        var secondWins = second.Transaction > first.Transaction;
        var isNew = first.Transaction == 0 && second is { Transaction: 0, Main.Root: LmdbDatabase.NoRoot, LastPage: LmdbSnapshot.FirstDataPage - 1 };
        if (!isNew && Math.Abs(second.Transaction - first.Transaction) != 1)
        {
            problems.Add(Damage(
                $"transaction {second.Transaction}, but page 0 has {first.Transaction}: they are not neighbours", 1, pageSize, LmdbMeta.TransactionOffset));
        }

        if (isNew) problems.Try(() => CheckUnwritten(pageSize));
        problems.Try(() => CheckLastPage(secondWins ? (first, second) : (second, first), secondWins ? 1 : 0, pageSize));
        problems.Try(() => CheckMapSize(secondWins ? second : first, secondWins ? 1 : 0, pageSize));
        var checkedFirst = Check(first, 0);
        var checkedSecond = isNew ? null : Check(second with { Free = second.Free with { Pad = (uint)pageSize } }, 1);
        return secondWins ? checkedSecond : checkedFirst;

        (LmdbMeta, int, LmdbSnapshot)? Check(LmdbMeta meta, int number)
        {
            LmdbSnapshot? snapshot = null;
            return problems.Try(() => snapshot = this.Check(meta, number, pageSize)) ? (meta, number, snapshot!) : null;
        }
    }

    /// <summary>The number of the latest transaction, even if the file has been changed since it was opened.</summary>
    public static long NewestTransaction(MapBytes bytes, LmdbSnapshot snapshot)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        var newest = 0L;
        for (var page = 0; page < LmdbSnapshot.FirstDataPage; page++)
        {
            bytes.ReadPresent(((long)page * snapshot.PageSize) + snapshot.Layout.HeaderLength + LmdbMeta.TransactionOffset, number);
            newest = Math.Max(newest, BinaryPrimitives.ReadInt64LittleEndian(number));
        }

        return newest;
    }

    /// <summary>Checks that the order of the keys and values of a named database is known.</summary>
    /// <param name="path">The file.</param>
    /// <param name="database">Its description.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="MapFormatException">It is not.</exception>
    public static void CheckOrder(string path, in LmdbDatabase database, string name)
    {
        if ((database.Flags & ~LmdbDatabase.KnownFlags) != 0)
            throw new MapFormatException(path, $"database \"{name}\" has unknown flags 0x{database.Flags:x}");
    }

    private LmdbMeta Read(int number, int pageSize)
    {
        var page = new byte[_layout.HeaderLength + LmdbMeta.Length];
        _bytes.Read((long)number * pageSize, page);
        var content = page.AsSpan(_layout.HeaderLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(content) != LmdbMeta.Magic)
            throw Damage("the meta page does not begin with the mark of LMDB", number, pageSize, 0);

        var meta = LmdbMeta.Read(content);
        if (meta.Version != _layout.DataVersion)
            throw Damage($"data version {meta.Version} cannot be read", number, pageSize, LmdbMeta.VersionOffset);
        if ((_layout.Flags(page) & LmdbLayout.MetaFlag) == 0 || LmdbLayout.Number(page) != number)
            throw Damage("the page is not marked as a meta page with its number", number, pageSize, -_layout.HeaderLength);
        return meta;
    }

    private int PageSizeOf(in LmdbMeta meta)
    {
        var pageSize = meta.Free.Pad;
        if (pageSize is < SmallestPage or > LargestPage || !BitOperations.IsPow2(pageSize))
            throw Damage($"page size {pageSize} is not a power of two from {SmallestPage} to {LargestPage}", 0, 0, LmdbMeta.FreeOffset);
        if (_bytes.Length < LmdbSnapshot.FirstDataPage * pageSize)
            throw new MapFormatException(_bytes.Path, $"{_bytes.Length} bytes cannot hold the two meta pages of {pageSize} bytes (truncated?)");
        return (int)pageSize;
    }

    // The 1.0 series keeps the length of its checksums in the last two bytes of page 0.
    private void RefuseProtected(in LmdbMeta first, int pageSize)
    {
        if ((first.Free.Flags & EncryptedFlag) != 0)
            throw Damage("an encrypted LMDB file cannot be read", 0, pageSize, LmdbMeta.FreeOffset + LmdbDatabase.FlagsOffset);
        Span<byte> checksumLength = stackalloc byte[sizeof(ushort)];
        _bytes.Read(pageSize - checksumLength.Length, checksumLength);
        if (BinaryPrimitives.ReadUInt16LittleEndian(checksumLength) != 0)
            throw new MapFormatException(_bytes.Path, "an LMDB file with page checksums cannot be read", 0, pageSize - checksumLength.Length);
    }

    private LmdbSnapshot Check(in LmdbMeta meta, int number, int pageSize)
    {
        // Programs with a lock file read page n mod 2 for transaction n, those without read the page with the greater n (docs/formats/lmdb.md#which-meta-page-counts).
        if ((meta.Transaction & 1) != number)
            throw Damage($"transaction {meta.Transaction} is on meta page {number}: some programs would see another one", number, pageSize, LmdbMeta.TransactionOffset);
        if ((meta.Main.Flags & ~LmdbDatabase.KnownFlags) != 0)
            throw Damage($"the main database has unknown flags 0x{meta.Main.Flags:x}", number, pageSize, LmdbMeta.MainOffset + LmdbDatabase.FlagsOffset);
        if (meta.LastPage < LmdbSnapshot.FirstDataPage - 1)
            throw Damage($"last page {meta.LastPage} is before the end of the meta pages", number, pageSize, LmdbMeta.LastPageOffset);

        const int RootOffset = LmdbMeta.MainOffset + LmdbDatabase.RootOffset;
        var snapshot = new LmdbSnapshot(_bytes, _layout, meta);
        if (meta.Main.Root != LmdbDatabase.NoRoot) snapshot.CheckReference(meta.Main.Root, number, _layout.HeaderLength + RootOffset);
        else if (meta.Main.Entries != 0) throw Damage($"{meta.Main.Entries} records, but no root", number, pageSize, RootOffset);
        return snapshot;
    }

    /// <summary>A program that maps the file maps at least the size in the meta page, and up to the last page.</summary>
    private void CheckMapSize(in LmdbMeta meta, int number, int pageSize)
    {
        if (meta.MapSize is < 0 or >= AddressSpace)
            throw Damage($"a mapping of {(ulong)meta.MapSize} bytes is larger than a process can map", number, pageSize, LmdbMeta.MapSizeOffset);
        if (meta.LastPage is < 0 or >= AddressSpace / SmallestPage || (meta.LastPage + 1) * pageSize >= AddressSpace)
            throw Damage($"last page {(ulong)meta.LastPage} is beyond what a process can map", number, pageSize, LmdbMeta.LastPageOffset);
    }

    /// <summary>A transaction adds pages at the end of the file, and no transaction removes any there.</summary>
    private void CheckLastPage((LmdbMeta Older, LmdbMeta Newer) metas, int number, int pageSize)
    {
        if (metas.Newer.LastPage < metas.Older.LastPage)
            throw Damage($"last page {metas.Newer.LastPage}, but it was {metas.Older.LastPage} before", number, pageSize, LmdbMeta.LastPageOffset);
    }

    /// <summary>The first transaction writes its pages before its meta page: after an interruption the file contains pages.</summary>
    private void CheckUnwritten(int pageSize)
    {
        var end = LmdbSnapshot.FirstDataPage * pageSize;
        var content = new byte[Math.Min(_bytes.Length - end, pageSize)];
        _bytes.Read(end, content);
        if (content.AsSpan().ContainsAnyExcept((byte)0))
            throw new MapFormatException(_bytes.Path, "the page is written, but no transaction was completed", LmdbSnapshot.FirstDataPage, end);
    }

    private MapFormatException Damage(string reason, int number, int pageSize, int contentOffset) =>
        new(_bytes.Path, reason, number, ((long)number * pageSize) + _layout.HeaderLength + contentOffset);
}
