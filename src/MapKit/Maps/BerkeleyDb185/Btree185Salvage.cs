using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>
/// Reads the records of a damaged btree file from every leaf that is not on the list of free pages: what is lost without the structure
/// is the order alone. If page 0 is lost, page size and byte order follow from the numbers that the pages carry.
/// </summary>
internal sealed class Btree185Salvage : ISalvage
{
    private const int FewestPagesWithoutMark = 2;

    private readonly MapBytes _bytes;
    private readonly Btree185MetaPage _meta;
    private readonly MapFormatException? _fault;

    private Btree185Salvage(MapBytes bytes, Btree185MetaPage meta, MapFormatException? fault)
    {
        _bytes = bytes;
        _meta = meta;
        _fault = fault;
    }

    /// <summary>Prepares to read a file, or null if nothing in it looks like a btree of Berkeley DB 1.85.</summary>
    public static Btree185Salvage? TryCreate(MapBytes bytes)
    {
        try
        {
            return new Btree185Salvage(bytes, Btree185MetaPage.Read(bytes), fault: null);
        }
        catch (MapFormatException fault)
        {
            // Then the pages must tell.
            return Guess(bytes, IsMarked(bytes) ? 1 : FewestPagesWithoutMark) is { } meta ? new Btree185Salvage(bytes, meta, fault) : null;
        }
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Btree185;

    /// <summary>The records, page by page.</summary>
    /// <param name="losses">Takes what cannot be read.</param>
    public IEnumerable<MapRecord> Read(ProblemList losses)
    {
        var file = new BerkeleyDb185File(_bytes, _meta.PageSize, _meta.Order);
        losses.FieldAt = static (page, offset) => page is null or 0 ? Btree185MetaPage.NameAt(offset) : null;
        if (_fault is not null) losses.Add(_fault);
        if (file.LengthProblem is { } problem) losses.Add(problem);
        NumberSet? free = null;
        losses.Try(() => free = Btree185FreeList.Read(file, _meta));
        var chains = new NumberSet(file.PageCount);
        var records = new List<MapRecord>();
        for (var number = 1u; number < file.PageCount; number++)
        {
            if (free?.Contains(number) == true) continue;
            records.Clear();
            ReadPage(file, number, chains, records, losses);
            foreach (var record in records) yield return record;
        }
    }

    private static void ReadPage(BerkeleyDb185File file, uint number, NumberSet chains, List<MapRecord> records, ProblemList losses)
    {
        var page = Btree185Page.ReadUnchecked(file, number, PageAccess.Walk);
        if (page.NumberProblem is { } problem) losses.Add(problem);
        if (page.Type is Btree185PageType.Internal or Btree185PageType.Overflow) return;
        if (!losses.Try(page.RequireItems)) return;
        for (var i = 0; i < page.Count; i++)
        {
            var index = i;
            if (!losses.Try(() => records.Add(Btree185Item.Read(page, index).ReadRecord(file, chains))) && losses.IsFull) return;
        }
    }

    private static bool IsMarked(MapBytes bytes)
    {
        Span<byte> start = stackalloc byte[sizeof(uint)];
        if (bytes.Length < start.Length) return false;
        bytes.Read(0, start);
        return new ByteOrder(true).UInt32(start, 0) == Btree185MetaPage.Magic || new ByteOrder(false).UInt32(start, 0) == Btree185MetaPage.Magic;
    }

    /// <summary>The page size and byte order with which most pages look like pages of a tree that carry their own number.</summary>
    private static Btree185MetaPage? Guess(MapBytes bytes, int fewestPages)
    {
        var best = (Fits: fewestPages - 1L, Meta: default(Btree185MetaPage));
        for (var size = Btree185MetaPage.SmallestPage; size <= Btree185MetaPage.LargestPage; size *= 2)
        {
            foreach (var order in new[] { new ByteOrder(false), new ByteOrder(true) })
            {
                var file = new BerkeleyDb185File(bytes, size, order);
                var fits = 0L;
                for (var number = 1u; number < file.PageCount; number++)
                {
                    if (Btree185Page.ReadUnchecked(file, number, PageAccess.Walk).LooksLikeTree) fits++;
                }

                if (fits > best.Fits) best = (fits, new Btree185MetaPage(order, size, FirstFree: 0, HoldsDuplicates: true));
            }
        }

        return best.Meta;
    }
}
