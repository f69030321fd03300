namespace MapKit.Cli.Tests.Interruption;

/// <summary>A command that replaces a map and is to be killed at every step of it.</summary>
/// <param name="Prepare">Fills an empty folder with the old map (or none) and the new source.</param>
/// <param name="CommandLine">The program and its arguments that make the new map in that folder, given its absolute path.</param>
/// <param name="ReadMap">
/// Says what the map in that folder holds. It must say different things of the old and the new map, and something else again,
/// instead of throwing, where it cannot be read. Put into it whatever else is to be old or new as a whole, such as the mode.
/// </param>
internal sealed record InterruptedCommand(
    Action<string> Prepare,
    Func<string, IReadOnlyList<string>> CommandLine,
    Func<string, string> ReadMap)
{
    /// <summary>Its standard input; null for none.</summary>
    public byte[]? Input { get; init; }
}
