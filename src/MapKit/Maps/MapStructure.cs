using MapKit.Maps.Lmdb;

namespace MapKit.Maps;

/// <summary>What a walk over the pages of a map shows, besides its records.</summary>
internal sealed record MapStructure
{
    /// <summary>The pages by kind, in the order in which they are of interest; empty for cdb, which has no pages.</summary>
    public IReadOnlyList<PageUse> Pages { get; init; } = [];

    /// <summary>How long the ways to the records are; null for trees.</summary>
    public ChainLengths? Chains { get; init; }

    /// <summary>The state of an LMDB file; null for the others.</summary>
    public LmdbState? Lmdb { get; init; }

    /// <summary>
    /// The number of records that the header of a hash keeps, which Postfix makes 4096 too great (docs/formats/berkeley-db-hash.md#element-count);
    /// null if there is none.
    /// </summary>
    public long? CountInHeader { get; init; }

    /// <summary>Whether libdb made the file, as its identity shows, and not MapKit; null if it cannot be told.</summary>
    public bool? IsMadeByLibrary { get; init; }

    /// <summary>Walks over a map.</summary>
    /// <param name="map">The open map.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapStructure Measure(IMapReader map) => map is IPageStatistics pages ? pages.Structure() : new MapStructure();
}

/// <summary>The pages of one kind in a map file, and how full they are.</summary>
/// <param name="Kind">What they hold, in a word or two, such as <c>leaf</c>.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="UsedBytes">Bytes that are in use on all of them, headers included; 0 if that is not known.</param>
/// <param name="Bytes">Bytes of all of them.</param>
internal sealed record PageUse(string Kind, long Pages, long UsedBytes, long Bytes)
{
    /// <summary>The part that is in use, from 0 to 1; null if it is not known.</summary>
    public double? Fill => UsedBytes == 0 || Bytes == 0 ? null : (double)UsedBytes / Bytes;
}

/// <summary>How far a lookup may have to go in a hash: pages of a bucket (hash), or slots tried until a record is found (cdb).</summary>
/// <param name="AreSlots">Whether slots are counted, not pages.</param>
/// <param name="Chains">Buckets that hold something (cdb: records).</param>
/// <param name="Empty">Buckets that hold nothing (cdb: slots).</param>
/// <param name="Longest">The longest way; 0 if there is none.</param>
/// <param name="Total">The length of all ways together.</param>
internal sealed record ChainLengths(bool AreSlots, long Chains, long Empty, long Longest, long Total)
{
    /// <summary>The mean length; 0 if there is none.</summary>
    public double Mean => Chains == 0 ? 0 : (double)Total / Chains;

    /// <summary>The part of the slots that is in use, from 0 to 1; null if there are none.</summary>
    public double? Load => AreSlots && Chains + Empty > 0 ? (double)Chains / (Chains + Empty) : null;
}

/// <summary>A reader that can tell of its pages.</summary>
internal interface IPageStatistics
{
    /// <summary>Walks over the pages.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    MapStructure Structure();
}
