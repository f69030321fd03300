namespace MapKit.Compare;

/// <summary>A program failed, or ours and the peer's do not agree: then there is nothing to compare.</summary>
internal sealed class ComparisonException(string message) : Exception(message);
