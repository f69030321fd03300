namespace MapKit.Operations.Update;

/// <summary>What a <see cref="MapUpdate"/> did.</summary>
/// <param name="Path">The map file.</param>
/// <param name="IsWritten">Whether the file was replaced or is new. If not, no record changed.</param>
/// <param name="Notes">What the administrator should know, such as hard links that hide the change from daemons.</param>
public sealed record MapUpdateResult(string Path, bool IsWritten, IReadOnlyList<string> Notes);
