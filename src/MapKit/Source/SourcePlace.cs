namespace MapKit.Source;

/// <summary>A range of bytes in a source with its line and columns.</summary>
/// <param name="Span">The bytes, from the start of the source; empty if only the line is known.</param>
/// <param name="Line">Line of the first byte, from 1.</param>
/// <param name="Column">Column of the first byte, from 1, in characters; a byte that is not valid UTF-8 counts as one.</param>
/// <param name="EndColumn">Column after the last byte, on the same line.</param>
public readonly record struct SourcePlace(SourceSpan Span, int Line, int Column, int EndColumn);
