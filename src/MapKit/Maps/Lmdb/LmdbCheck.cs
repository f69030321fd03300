using System.Buffers.Binary;
using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// Checks a whole file (docs/formats/lmdb.md#lmdb and docs/formats/damaged-files.md#lmdb-files): both meta pages, the tree of the
/// records, the list of free pages, and that every page belongs to one of them, once.
/// </summary>
internal sealed class LmdbCheck
{
    private readonly MapBytes _bytes;
    private readonly LmdbSnapshot _snapshot;
    private readonly ProblemList _problems;
    private readonly PageCache _pages;
    private readonly NumberSet _reached;
    private readonly List<ReadOnlyMemory<byte>> _names = [];

    private LmdbCheck(MapBytes bytes, LmdbSnapshot snapshot, ProblemList problems)
    {
        _bytes = bytes;
        _snapshot = snapshot;
        _problems = problems;
        _pages = new PageCache(bytes, snapshot.PageSize);
        _reached = new NumberSet(snapshot.PageCount);
    }

    /// <summary>Checks a file that LMDB's mark has told.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="database">A named database that is to be in it, or null.</param>
    /// <returns>The names of the databases in it.</returns>
    /// <exception cref="MapFormatException">Of another machine.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Run(MapBytes bytes, ProblemList problems, string? database = null)
    {
        var layout = LmdbFile.LayoutOf(bytes);
        problems.FieldAt = (page, offset) => LmdbFields.NameOfMeta(layout, page == 1 ? null : offset);
        if (new LmdbMetaPages(bytes, layout).Check(problems) is not ({ } meta, var page, { } snapshot)) return [];
        problems.FieldAt = (number, offset) => LmdbFields.NameAt(snapshot, number, offset);
        if (database is not null && !problems.Try(() => LmdbFile.Open(bytes, database))) return [];
        var check = new LmdbCheck(bytes, snapshot.Directory(), problems);
        check.Run(meta, page);
        return check._names;
    }

    private void Run(in LmdbMeta meta, int metaPage)
    {
        CheckTree(meta.Main, metaPage, LmdbMeta.MainOffset, isFree: false);
        CheckTree(meta.Free, metaPage, LmdbMeta.FreeOffset, isFree: true);
        ReportUnreached();
    }

    private void CheckTree(LmdbDatabase database, int metaPage, int offset, bool isFree)
    {
        var tree = new LmdbTreeCheck(_bytes, isFree ? _snapshot.At(database with { Flags = LmdbDatabase.IntegerKeysFlag }) : _snapshot, _pages, _reached, _problems, isFree);
        if (isFree) tree.OnRecord = NoteFreePages;
        else tree.OnDatabase = CheckDatabase;
        tree.Run(database, metaPage, _snapshot.Layout.HeaderLength + offset);
    }

    /// <summary>A record of the main tree that describes a named database.</summary>
    private void CheckDatabase(ReadOnlyMemory<byte> name, long page, int offset, LmdbDatabase database)
    {
        _names.Add(name.ToArray());
        if ((database.Flags & ~LmdbDatabase.KnownFlags) != 0) throw _snapshot.Damage($"a named database has unknown flags 0x{database.Flags:x}", page, offset + LmdbDatabase.FlagsOffset);
        new LmdbTreeCheck(_bytes, _snapshot.At(database), _pages, _reached, _problems, isFree: false).Run(database, page, offset);
    }

    /// <summary>A record of the free pages: their number, then the pages, the highest first.</summary>
    private void NoteFreePages(long page, int offset, ReadOnlyMemory<byte> value)
    {
        const int NumberLength = sizeof(long);
        var count = value.Length < NumberLength ? -1 : BinaryPrimitives.ReadInt64LittleEndian(value.Span);
        if (count < 0 || count > (value.Length / NumberLength) - 1)
            throw _snapshot.Damage($"a list of {count} free pages in {value.Length} bytes", page, offset);
        var previous = long.MaxValue;
        for (var i = 1; i <= count; i++)
        {
            var free = BinaryPrimitives.ReadInt64LittleEndian(value.Span[(i * NumberLength)..]);
            if (free >= previous) throw _snapshot.Damage($"free page {free} is listed after {previous}", page, offset);
            if (free < LmdbSnapshot.FirstDataPage || free > _snapshot.LastPage)
                throw _snapshot.Damage($"free page {free}: pages in use are {LmdbSnapshot.FirstDataPage} to {_snapshot.LastPage}", page, offset);

            // The last pages may never have been written.
            if (free < _snapshot.PageCount && !_reached.Add(free)) throw _snapshot.Damage($"page {free} is free, but it is in use or free already", page, offset);
            previous = free;
        }
    }

    private void ReportUnreached()
    {
        var end = Math.Min(_snapshot.LastPage + 1, _snapshot.PageCount);
        var first = 0L;
        for (var number = LmdbSnapshot.FirstDataPage; number <= end; number++)
        {
            var lost = number < end && !_reached.Contains(number);
            if (lost && first == 0) first = number;
            if (lost || first == 0) continue;
            var reason = first == number - 1 ? "this page is not referenced" : $"pages {first} to {number - 1} are not referenced";
            _problems.Add(_snapshot.Damage(reason, first, 0));
            first = 0;
        }
    }
}
