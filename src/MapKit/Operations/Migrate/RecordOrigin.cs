namespace MapKit.Operations.Migrate;

/// <summary>The origin of the records of a new map.</summary>
internal enum RecordOrigin
{
    /// <summary>The old map.</summary>
    Map,

    /// <summary>The source.</summary>
    Source,
}
