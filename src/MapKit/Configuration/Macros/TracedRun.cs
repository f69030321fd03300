namespace MapKit.Configuration.Macros;

/// <summary>A piece of an expanded value.</summary>
/// <param name="Start">Its offset into the expanded value.</param>
/// <param name="Place">Where its first byte is written.</param>
internal readonly record struct TracedRun(int Start, MacroPlace Place);
