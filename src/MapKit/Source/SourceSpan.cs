namespace MapKit.Source;

/// <summary>A half-open range of bytes in a source: where it starts and how many bytes it has.</summary>
/// <param name="Start">Offset of the first byte, in bytes from the start of the source.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct SourceSpan(long Start, int Length)
{
    /// <summary>Offset of the first byte after the range.</summary>
    public long End => Start + Length;
}
