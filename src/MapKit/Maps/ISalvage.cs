namespace MapKit.Maps;

/// <summary>Reads the readable records of a damaged file.</summary>
internal interface ISalvage
{
    /// <summary>The type of the map, from its header or guessed.</summary>
    MapType Type { get; }

    /// <summary>The records, possibly with duplicates.</summary>
    /// <param name="losses">Receives the losses.</param>
    IEnumerable<MapRecord> Read(ProblemList losses);
}
