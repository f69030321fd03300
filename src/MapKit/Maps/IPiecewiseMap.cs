namespace MapKit.Maps;

/// <summary>A map whose records can be read piece by piece.</summary>
internal interface IPiecewiseMap
{
    /// <summary>The file.</summary>
    MapBytes Bytes { get; }

    /// <summary>All pieces, in the order of the file.</summary>
    IEnumerable<IMapPiece> Pieces();
}
