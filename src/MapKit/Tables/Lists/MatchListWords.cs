using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Lists;

/// <summary>Splits a match list into words: at commas and whitespace, outside braces.</summary>
internal static class MatchListWords
{
    /// <summary>The words of a line or a value.</summary>
    /// <param name="text">The text, without NUL.</param>
    public static IReadOnlyList<TextPart> Read(ReadOnlySpan<byte> text)
    {
        var words = new List<TextPart>();
        var rest = text;
        while (BracedText.TryTakeWord(ref rest, out var word))
        {
            text.Overlaps(word, out var start);
            words.Add(new TextPart(ByteText.FromBytes(word), start));
        }

        return words;
    }
}
