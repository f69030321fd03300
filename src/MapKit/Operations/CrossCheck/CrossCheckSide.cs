namespace MapKit.Operations.CrossCheck;

/// <summary>What one engine made of a source.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="ExitStatus">Its exit status, or null.</param>
/// <param name="MapSuffix">The suffix of the map it wrote, or null for no map.</param>
/// <param name="MapProblem">Why its map cannot be read, or null.</param>
/// <param name="Records">Records in the map; those that are not compared do not count.</param>
/// <param name="Bytes">Size of the map file.</param>
/// <param name="Elapsed">Time spent on building.</param>
public sealed record CrossCheckSide(
    string Engine, int? ExitStatus, string? MapSuffix, string? MapProblem, long Records, long Bytes, TimeSpan Elapsed);
