namespace MapKit.Source;

/// <summary>Consecutive whole logical lines of a source, in separate memory.</summary>
/// <param name="Bytes">The memory. At least one byte follows the block's.</param>
/// <param name="Length">Bytes of the block, from the start of the memory.</param>
/// <param name="Start">Offset of the first byte in the source.</param>
/// <param name="FirstLine">Number of the first physical line, from 1.</param>
internal sealed record SourceBlock(byte[] Bytes, int Length, long Start, int FirstLine);
