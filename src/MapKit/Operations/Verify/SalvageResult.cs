using MapKit.Entries;
using MapKit.Maps;
using MapKit.Operations.Dump;

namespace MapKit.Operations.Verify;

/// <summary>What <see cref="SalvageOperation"/> got out of a map.</summary>
/// <param name="Type">The type of the map, told by its header or guessed.</param>
/// <param name="Syntax">The syntax of the source.</param>
/// <param name="Written">What was written.</param>
/// <param name="Losses">What could not be read, at most <see cref="MapVerification.ProblemLimit"/>.</param>
/// <param name="LossCount">Number of losses, also of those not listed.</param>
public sealed record SalvageResult(MapType Type, SourceSyntax Syntax, SourceDumpResult Written, IReadOnlyList<MapProblem> Losses, long LossCount);
