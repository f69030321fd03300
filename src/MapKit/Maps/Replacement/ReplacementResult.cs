namespace MapKit.Maps.Replacement;

/// <summary>What <see cref="MapReplacement.Commit"/> did.</summary>
/// <param name="Outcome">Whether the bytes changed.</param>
/// <param name="Path">The file itself, symbolic links resolved.</param>
/// <param name="Length">Size in bytes of the new content.</param>
/// <param name="Warnings">In the order of the steps; mostly empty.</param>
internal sealed record ReplacementResult(
    ReplacementOutcome Outcome, string Path, long Length, IReadOnlyList<ReplacementWarning> Warnings);
