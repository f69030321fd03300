namespace MapKit.Maps.Paging;

/// <summary>What becomes of consecutive records of a map in a <see cref="MapWalk"/>: filled on any thread, then taken in the order of the file, then filled again, and disposed of if it is disposable.</summary>
internal interface IWalkPart
{
    /// <summary>Forgets the records before.</summary>
    void Begin();

    /// <summary>Receives the next record, whose memory is reused for the one after it.</summary>
    void Add(in MapRecord record);

    /// <summary>Called on the same thread after the last record.</summary>
    void Complete();
}
