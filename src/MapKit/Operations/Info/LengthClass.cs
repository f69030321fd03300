namespace MapKit.Operations.Info;

/// <summary>How many keys or values have a length in a range.</summary>
/// <param name="From">The first length, in bytes.</param>
/// <param name="To">The last length.</param>
/// <param name="Count">How many.</param>
public sealed record LengthClass(long From, long To, long Count);
