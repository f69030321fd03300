namespace MapKit.Source;

/// <summary>The part of a logical line that comes from one physical line.</summary>
/// <param name="TextStart">Where the part begins in the text of the logical line, in bytes.</param>
/// <param name="SourceStart">Where it begins in the source, in bytes; always the start of a physical line.</param>
/// <param name="Line">The physical line, from 1.</param>
internal readonly record struct LineSegment(int TextStart, long SourceStart, int Line);
