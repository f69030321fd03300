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
/// Consecutive records of a map that can be read on any thread while others are read. The pieces of a map, in order, have the
/// records of <see cref="IMapReader.Records"/>.
/// </summary>
internal interface IMapPiece
{
    /// <summary>Reads the records.</summary>
    /// <param name="window">Through which to read.</param>
    /// <param name="take">Receives each record, whose memory is reused for the next.</param>
    /// <exception cref="MapFormatException">The map is damaged; the records before the damage have been received.</exception>
    void Read(FileWindow window, RecordTaker take);

    /// <summary>Checks that the piece, which has been read, is consistent with those before it. Called on one thread, in order.</summary>
    /// <exception cref="MapFormatException">It is not: the map is damaged.</exception>
    void Join();
}

/// <summary>Receives a record whose memory is reused for the next.</summary>
/// <param name="record">The record.</param>
internal delegate void RecordTaker(in MapRecord record);
