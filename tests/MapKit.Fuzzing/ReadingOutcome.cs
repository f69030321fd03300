using MapKit.Maps;

namespace MapKit.Fuzzing;

/// <summary>What a walk over a file came to.</summary>
/// <param name="Type">The type of map that verification found, or null: not a map that can be read.</param>
/// <param name="IsSound">Whether verification found no problem.</param>
/// <param name="Records">Records that were read before the end or the first damage, from all databases.</param>
/// <param name="Refusal">Why the file was not read to its end, or null.</param>
/// <param name="Salvaged">Records that salvage found.</param>
internal sealed record ReadingOutcome(MapType? Type, bool IsSound, long Records, string? Refusal, long Salvaged);
