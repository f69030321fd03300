namespace MapKit.Maps;

/// <summary>Reads what can still be read of a damaged file.</summary>
internal interface ISalvage
{
    /// <summary>The type of the map, from its header or guessed.</summary>
    MapType Type { get; }

    /// <summary>The records. One may come twice.</summary>
    /// <param name="losses">Takes what cannot be read.</param>
    IEnumerable<MapRecord> Read(ProblemList losses);
}
