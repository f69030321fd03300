using MapKit.Maps.Lmdb;

namespace MapKit.Maps;

/// <summary>What a walk over the pages of a map shows, besides its records.</summary>
public sealed record MapStructure
{
    /// <summary>The pages by kind, in the order in which they are of interest; empty for cdb, which has no pages.</summary>
    public IReadOnlyList<PageUse> Pages { get; init; } = [];

    /// <summary>How long the ways to the records are; null for trees.</summary>
    public ChainLengths? Chains { get; init; }

    /// <summary>The state of an LMDB file; null for the others.</summary>
    public LmdbState? Lmdb { get; init; }

    /// <summary>The number of records that the header of a hash keeps, which Postfix makes 4096 too great (map-files T5); null where there is none.</summary>
    public long? CountInHeader { get; init; }

    /// <summary>Whether libdb made the file, as its identity shows, and not MapKit; null where it cannot be told.</summary>
    public bool? IsMadeByLibrary { get; init; }

    /// <summary>Walks over a map.</summary>
    /// <param name="map">The open map.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapStructure Of(IMapReader map) => map is IPageStatistics pages ? pages.Structure() : new MapStructure();
}
