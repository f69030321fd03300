using System.Text;

namespace MapKit.Source;

/// <summary>
/// Counts the characters before a byte of one logical line. The count is kept for one byte in every few hundred, so that many findings on a
/// long line take time in proportion to its length.
/// </summary>
internal sealed class ColumnCounter
{
    private const int Distance = 512;
    private const int MostContinuationBytes = 3;

    private readonly List<(int Position, int Count)> _known = [];

    /// <summary>Bytes decoded so far, in all lines: the cost of counting, for tests.</summary>
    internal long BytesDecoded { get; private set; }

    /// <summary>Discards the counts before another line.</summary>
    public void Reset() => _known.Clear();

    /// <summary>The number of characters in a part of the line.</summary>
    /// <param name="text">The text of the line.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    public int CountBetween(ReadOnlySpan<byte> text, int start, int end)
    {
        if (end - start <= Distance) return Count(text[start..end]);

        // If a part begins inside a character, the rest of that character's bytes count one each.
        var whole = start;
        while (whole - start < MostContinuationBytes && (text[whole] & 0xc0) == 0x80) whole++;
        return whole - start + CountTo(text, end) - CountTo(text, whole);
    }

    private int CountTo(ReadOnlySpan<byte> text, int position)
    {
        if (position <= Distance) return Count(text[..position]);
        if (_known.Count == 0) _known.Add(default);
        while (position - _known[^1].Position > Distance) AddNext(text);
        var (low, high) = (0, _known.Count - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (_known[middle].Position > position) high = middle - 1;
            else low = middle;
        }

        return _known[low].Count + Count(text[_known[low].Position..position]);
    }

    private void AddNext(ReadOnlySpan<byte> text)
    {
        var (position, count) = _known[^1];
        var start = position;
        for (; position < start + Distance; count++) position += LengthOfCharacter(text[position..]);
        BytesDecoded += position - start;
        _known.Add((position, count));
    }

    private int Count(ReadOnlySpan<byte> bytes)
    {
        BytesDecoded += bytes.Length;
        var count = 0;
        for (; bytes.Length > 0; count++) bytes = bytes[LengthOfCharacter(bytes)..];
        return count;
    }

    /// <summary>In an invalid sequence each byte counts, as an editor shows it.</summary>
    private static int LengthOfCharacter(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] < 0x80) return 1;
        Rune.DecodeFromUtf8(bytes, out _, out var consumed);
        return Math.Max(consumed, 1);
    }
}
