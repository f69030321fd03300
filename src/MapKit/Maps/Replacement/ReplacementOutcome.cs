namespace MapKit.Maps.Replacement;

/// <summary>What became of a map. It speaks of the bytes alone; modes and times are not a change.</summary>
internal enum ReplacementOutcome
{
    /// <summary>The map held these bytes already and keeps them.</summary>
    Unchanged,

    /// <summary>The map is new.</summary>
    Written,

    /// <summary>Only asked: the map is missing or holds other bytes. Nothing was written.</summary>
    WouldChange,
}
