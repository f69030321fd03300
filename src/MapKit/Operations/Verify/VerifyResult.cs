using MapKit.Maps;

namespace MapKit.Operations.Verify;

/// <summary>What <see cref="VerifyOperation"/> found.</summary>
/// <param name="Structure">The problems of the file itself.</param>
/// <param name="Records">Records in the map; of a damaged map those that can be reached.</param>
/// <param name="Source">The source that the map was compared with, or null.</param>
/// <param name="Differences">Number of differences from the source.</param>
public sealed record VerifyResult(MapVerification Structure, long Records, string? Source, long Differences)
{
    /// <summary>Whether the map is sound and says what its source says.</summary>
    public bool IsGood => Structure.IsSound && Differences == 0;
}
