using System.Buffers;
using MapKit.Source;

namespace MapKit.Entries;

/// <summary>Splits one line of a postmap source into key and value (docs/formats/postmap-entries.md#one-entry).</summary>
internal static class PostmapEntryParser
{
    private static readonly SearchValues<byte> KeyStops = SearchValues.Create(" \t\n\v\f\r\"\\"u8);

    /// <summary>Finds the end of the key: the first whitespace outside quotes; a backslash protects the byte after it.</summary>
    /// <param name="text">The line, up to its first NUL.</param>
    /// <param name="openQuote">Offset of a quote that is never closed, or -1.</param>
    /// <returns>Length of the key in bytes; quotes and backslashes are part of it.</returns>
    public static int KeyLength(ReadOnlySpan<byte> text, out int openQuote)
    {
        openQuote = -1;
        var position = 0;
        while (position < text.Length)
        {
            var stop = text[position..].IndexOfAny(KeyStops);
            if (stop < 0) return text.Length;
            position += stop;
            switch (text[position])
            {
                case (byte)'\\':
                    position = Math.Min(position + 2, text.Length);
                    break;
                case (byte)'"':
                    openQuote = openQuote < 0 ? position : -1;
                    position++;
                    break;
                default:
                    if (openQuote < 0) return position;
                    position++;
                    break;
            }
        }

        return position;
    }

    /// <summary>The start and length of the value after a key, trimmed at both ends.</summary>
    public static (int Start, int Length) Value(ReadOnlySpan<byte> text, int keyLength)
    {
        var start = keyLength + AsciiSpace.LeadingLength(text[keyLength..]);
        return (start, AsciiSpace.TrimmedLength(text[start..]));
    }
}
