namespace MapKit.Source;

/// <summary>
/// Splits a source into blocks at starts of logical lines, so that each block can be read independently
/// (docs/formats/source-lines.md#logical-lines). A block is as long as suits the processor's caches, or longer if one
/// logical line is longer.
/// </summary>
internal static class SourceBlockReader
{
    private const int BlockSize = 1 << 20;

    // Large enough that discarded smaller buffers are insignificant.
    private const long Growth = 4;

    // Space to detect the end of the source, and for the byte after every block.
    private const int SpareBytes = 2;

    /// <summary>Reads the blocks lazily; each has separate memory.</summary>
    /// <param name="stream">The bytes; read to the end, not disposed.</param>
    /// <param name="path">Its name, for the message.</param>
    /// <exception cref="IOException">A logical line is longer than an array can be, or the source cannot be read.</exception>
    public static IEnumerable<SourceBlock> Read(Stream stream, string path)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(FirstSize(stream));
        var (filled, start, line) = (0, 0L, 1);
        while (true)
        {
            var ended = !Fill(stream, bytes, ref filled);
            var length = ended ? filled : LastLineStart(bytes.AsSpan(0, filled));
            if (length == 0 && !ended)
            {
                Array.Resize(ref bytes, LargerThan(bytes.Length, path, line));
                continue;
            }

            var rest = bytes.AsSpan(length..filled);
            var next = ended ? [] : GC.AllocateUninitializedArray<byte>(Math.Max(BlockSize, rest.Length + SpareBytes));
            rest.CopyTo(next);
            filled = rest.Length;
            var block = new SourceBlock(bytes, length, start, line);
            start += length;

            // Before the block is passed on: the parser writes into it.
            line += bytes.AsSpan(0, length).Count((byte)'\n');
            bytes = next;
            if (length > 0) yield return block;
            if (ended) yield break;
        }
    }

    /// <summary>A small file needs little memory.</summary>
    private static int FirstSize(Stream stream) =>
        stream.CanSeek && stream.Length - stream.Position is > 0 and < BlockSize - SpareBytes and var length ? (int)length + SpareBytes : BlockSize;

    /// <summary>Fills the memory but for its last byte.</summary>
    /// <returns>False at the end of the source.</returns>
    private static bool Fill(Stream stream, byte[] bytes, ref int filled)
    {
        while (filled < bytes.Length - 1)
        {
            var count = stream.Read(bytes, filled, bytes.Length - 1 - filled);
            if (count == 0) return false;
            filled += count;
        }

        return true;
    }

    /// <summary>The start of the last line that is not a continuation: one that does not begin with whitespace, an LF or a comment.</summary>
    internal static int LastLineStart(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.Length - 1; end > 0;)
        {
            var newline = bytes[..end].LastIndexOf((byte)'\n');
            if (newline < 0) return 0;
            var first = bytes[newline + 1];
            if (first != '#' && !AsciiSpace.IsSpace(first)) return newline + 1;
            end = newline;
        }

        return 0;
    }

    private static int LargerThan(int size, string path, int line) => size < Array.MaxLength
        ? (int)Math.Min(size * Growth, Array.MaxLength)
        : throw new IOException($"{path}: line {line} is longer than 2 GB");
}
