using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>
/// Reads the records of a damaged hash file: bucket by bucket as far as the way leads, then from the pages to which no way led. Pages
/// are not cleared when they are given up, so those that the bitmaps call free are not read.
/// </summary>
internal sealed class Hash185Salvage : ISalvage
{
    private readonly MapBytes _bytes;
    private readonly Hash185Header _header;

    private Hash185Salvage(MapBytes bytes, Hash185Header header)
    {
        _bytes = bytes;
        _header = header;
    }

    /// <summary>Prepares to read a file, or null if its header does not tell its pages.</summary>
    public static Hash185Salvage? TryCreate(MapBytes bytes)
    {
        if (bytes.Length < Hash185Header.Length) return null;
        var header = Hash185Header.ReadUnchecked(bytes);
        return header.HasMagic && header.TellsPages ? new Hash185Salvage(bytes, header) : null;
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Hash185;

    /// <summary>The records.</summary>
    /// <param name="losses">Takes what cannot be read.</param>
    public IEnumerable<MapRecord> Read(ProblemList losses)
    {
        var file = new Hash185File(_bytes, _header);
        losses.FieldAt = (page, offset) => Hash185Check.FieldAt(file, page, offset);
        var headerIsSound = losses.Try(() => Hash185Header.Read(_bytes));
        if (file.Pages.LengthProblem is { } problem) losses.Add(problem);
        var records = new List<MapRecord>();
        var met = new NumberSet(file.Pages.PageCount);
        for (var bucket = 0L; headerIsSound && bucket <= _header.LastBucket; bucket++)
        {
            Read(file, _header.PageOfBucket((uint)bucket), met, records, losses);
            foreach (var record in records) yield return record;
        }

        var isComplete = losses.Count == 0;
        var skipped = isComplete ? null : new Hash185Bitmaps(file, losses).PagesNotInUse();
        for (var number = 1L; !isComplete && number < file.Pages.PageCount; number++)
        {
            if (met.Contains(number) || skipped!.Contains(number)) continue;
            Read(file, number, met, records, losses, isFirst: false);
            foreach (var record in records) yield return record;
        }
    }

    private static void Read(Hash185File file, long number, NumberSet met, List<MapRecord> records, ProblemList losses, bool isFirst = true)
    {
        records.Clear();
        losses.Try(() =>
        {
            if (!met.Add(number)) return;
            var first = Hash185Page.Read(file.Pages, number, PageAccess.Walk);

            // Without what leads to it, the part of a big pair does not tell whether it is the first one.
            if (!isFirst && first.IsBig) throw first.Damage(0, "a part of a big pair whose other parts were not found");
            for (var pairs = new Hash185Pairs(file, first, PageAccess.Walk, met); pairs.MoveNext();)
                records.Add(pairs.IsBig ? pairs.ReadBig() : new MapRecord(pairs.Key, pairs.Value));
        });
    }
}
