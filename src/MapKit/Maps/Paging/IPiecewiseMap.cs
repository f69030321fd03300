namespace MapKit.Maps.Paging;

/// <summary>A map whose records can be read piece by piece.</summary>
internal interface IPiecewiseMap
{
    /// <summary>The file.</summary>
    MapBytes Bytes { get; }

    /// <summary>All pieces, in the order of the file.</summary>
    IEnumerable<IMapPiece> Pieces();
}

/// <summary>
/// A run of a map's records that can be read on any thread while others are read. The pieces of a map, in their order, have the
/// records of <see cref="IMapReader.Records"/>.
/// </summary>
internal interface IMapPiece
{
    /// <summary>Reads the records.</summary>
    /// <param name="window">Through which to read.</param>
    /// <param name="take">Takes each record, whose memory is used again for the next.</param>
    /// <exception cref="MapFormatException">The map is damaged; the records before the damage have been taken.</exception>
    void Read(FileWindow window, RecordTaker take);

    /// <summary>Checks that the piece, which has been read, goes together with those before it. Called on one thread, in their order.</summary>
    /// <exception cref="MapFormatException">It does not: the map is damaged.</exception>
    void Join();
}

/// <summary>Takes a record of which the memory is used again for the next.</summary>
/// <param name="record">The record.</param>
internal delegate void RecordTaker(in MapRecord record);
