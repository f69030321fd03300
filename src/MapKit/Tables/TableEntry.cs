using MapKit.Source;

namespace MapKit.Tables;

/// <summary>One typed entry and where it stands.</summary>
/// <typeparam name="T">The type of the entry.</typeparam>
/// <param name="Value">What the entry says.</param>
/// <param name="KeyPlace">Where its key stands in the source.</param>
/// <param name="ValuePlace">Where its value stands in the source; the first line of it, if it is continued.</param>
public sealed record TableEntry<T>(T Value, SourcePlace KeyPlace, SourcePlace ValuePlace);
