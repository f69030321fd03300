using MapKit.Source;

namespace MapKit.Delivery.Searching;

/// <summary>Where the source of a table says what the table answered.</summary>
/// <param name="Path">The source.</param>
/// <param name="Place">The key in it.</param>
/// <param name="IsCurrent">Whether it says the same; if not, the map has not been compiled since.</param>
public sealed record EntryPlace(string Path, SourcePlace Place, bool IsCurrent);
