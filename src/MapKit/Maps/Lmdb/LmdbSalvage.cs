using System.Buffers.Binary;
using System.IO.Hashing;
using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// Reads the records of a damaged file: from the root as far as the way leads, then from the leaves to which no way led.
/// Pages are not cleared when they are given up, so a key that the way led to is not taken again from another page, and
/// free pages are not looked at.
/// </summary>
internal sealed class LmdbSalvage : ISalvage
{
    private readonly MapBytes _bytes;
    private readonly LmdbGuess _guess;

    private LmdbSalvage(MapBytes bytes, LmdbGuess guess)
    {
        _bytes = bytes;
        _guess = guess;
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Lmdb;

    /// <summary>Prepares to read a file, or null if nothing looks like LMDB.</summary>
    public static LmdbSalvage? TryCreate(MapBytes bytes) => LmdbGuess.FromPages(bytes) is { } guess ? new LmdbSalvage(bytes, guess) : null;

    /// <summary>The records: those of the tree in key order, then the others.</summary>
    /// <param name="losses">Takes what cannot be read.</param>
    public IEnumerable<MapRecord> Read(ProblemList losses)
    {
        var pages = new PageCache(_bytes, _guess.PageSize);
        var metas = _guess.Metas(_bytes);
        var snapshot = new LmdbSnapshot(_bytes, _guess.Layout, Everything(pages.PageCount, metas.Count > 0 ? metas[0].Main.Flags & LmdbDatabase.KnownFlags : 0)).Directory();
        losses.FieldAt = (number, offset) => LmdbFields.NameAt(snapshot, number, offset);
        if (_bytes.Length % _guess.PageSize != 0)
            losses.Add(snapshot.Damage($"the last {_bytes.Length % _guess.PageSize} bytes are not a whole page", pages.PageCount, 0));

        var walk = new LmdbSalvageWalk(_bytes, snapshot, pages, losses);
        if (metas.Count == LmdbSnapshot.FirstDataPage && metas.TrueForAll(meta => meta.Main.Root == LmdbDatabase.NoRoot)) yield break;
        var seen = new HashSet<UInt128>();
        var best = metas.FindIndex(meta => walk.IsRoot(meta.Main.Root));
        if (best >= 0)
        {
            if (metas.Count < LmdbSnapshot.FirstDataPage) losses.Add(snapshot.Damage("a meta page is lost: what was changed last may be missing", 0, 0));
            foreach (var record in walk.Tree(metas[best].Main.Root))
            {
                seen.Add(XxHash128.HashToUInt128(record.Key.Span));
                yield return record;
            }

            foreach (var record in walk.NamedDatabases())
            {
                seen.Add(XxHash128.HashToUInt128(record.Key.Span));
                yield return record;
            }

            if (losses.Count == 0) yield break;
            NoteFree(walk.IsRoot(metas[best].Free.Root) ? walk.Tree(metas[best].Free.Root) : [], walk);
        }
        else
        {
            losses.Add(snapshot.Damage("no meta page leads to a tree: records that were deleted or replaced may be among those found", 0, 0));
            foreach (var list in walk.FreeLists()) NoteFree([list], walk);
        }

        foreach (var record in walk.OtherLeaves())
        {
            if (seen.Add(XxHash128.HashToUInt128(record.Key.Span))) yield return record;
        }
    }

    private static void NoteFree(IEnumerable<MapRecord> lists, LmdbSalvageWalk walk)
    {
        foreach (var list in lists)
        {
            for (var i = 1; i < list.Value.Length / sizeof(long); i++)
            {
                walk.SetFree(BinaryPrimitives.ReadInt64LittleEndian(list.Value.Span[(i * sizeof(long))..]));
            }
        }
    }

    /// <summary>A meta page that puts no bounds on the pages.</summary>
    private LmdbMeta Everything(long pageCount, int flags)
    {
        var empty = new LmdbDatabase((uint)_guess.PageSize, 0, 0, 0, 0, 0, 0, LmdbDatabase.NoRoot);
        return new LmdbMeta(_guess.Layout.DataVersion, 0, empty, empty with { Flags = flags }, pageCount - 1, 0);
    }
}
