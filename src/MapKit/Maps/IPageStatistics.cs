namespace MapKit.Maps;

/// <summary>A reader that can tell of its pages.</summary>
internal interface IPageStatistics
{
    /// <summary>Walks over the pages.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    MapStructure Structure();
}
