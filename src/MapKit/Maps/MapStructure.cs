using MapKit.Maps.Lmdb;

namespace MapKit.Maps;

/// <summary>The facts of the pages of a map, besides its records.</summary>
internal sealed record MapStructure
{
    /// <summary>The pages by kind, in the order in which they are of interest; empty for cdb, which has no pages.</summary>
    public IReadOnlyList<PageUse> Pages { get; init; } = [];

    /// <summary>The lengths of the search paths; null for trees.</summary>
    public ChainLengths? Chains { get; init; }

    /// <summary>The state of an LMDB file; null for the others.</summary>
    public LmdbState? Lmdb { get; init; }

    /// <summary>
    /// The number of records in the header of a hash, which is 4096 too large in files from Postfix (docs/formats/berkeley-db-hash.md#element-count);
    /// null if there is none.
    /// </summary>
    public long? CountInHeader { get; init; }

    /// <summary>Whether libdb, not MapKit, wrote the file, according to its identity; null if unknown.</summary>
    public bool? IsMadeByLibrary { get; init; }

    /// <summary>Reads the structure of a map.</summary>
    /// <param name="map">The open map.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapStructure Measure(IMapReader map) => map is IPageStatistics pages ? pages.Structure() : new MapStructure();
}

/// <summary>The pages of one kind in a map file, and how full they are.</summary>
/// <param name="Kind">Their content, in one or two words, such as <c>leaf</c>.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="UsedBytes">Bytes that are in use on all of them, headers included; 0 if unknown.</param>
/// <param name="Bytes">Bytes of all of them.</param>
internal sealed record PageUse(string Kind, long Pages, long UsedBytes, long Bytes)
{
    /// <summary>The fraction in use, from 0 to 1; null if unknown.</summary>
    public double? Fill => UsedBytes == 0 || Bytes == 0 ? null : (double)UsedBytes / Bytes;
}

/// <summary>The length of lookups in a hash: pages of a bucket (hash), or slots tried until a record is found (cdb).</summary>
/// <param name="AreSlots">Whether slots are counted, not pages.</param>
/// <param name="Chains">Non-empty buckets (cdb: records).</param>
/// <param name="Empty">Buckets that hold nothing (cdb: slots).</param>
/// <param name="Longest">The longest way; 0 if there is none.</param>
/// <param name="Total">The length of all ways together.</param>
internal sealed record ChainLengths(bool AreSlots, long Chains, long Empty, long Longest, long Total)
{
    /// <summary>The mean length; 0 if there is none.</summary>
    public double Mean => Chains == 0 ? 0 : (double)Total / Chains;

    /// <summary>The fraction of the slots in use, from 0 to 1; null if there are none.</summary>
    public double? Load => AreSlots && Chains + Empty > 0 ? (double)Chains / (Chains + Empty) : null;
}

/// <summary>A reader that can describe its pages.</summary>
internal interface IPageStatistics
{
    /// <summary>Reads the pages.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    MapStructure Structure();
}
