using System.Text;
using MapKit.Editing;

namespace MapKit.Cli.Rendering;

/// <summary>Text for a terminal of a given width: a line that is wider continues in the next one, after a whole word, indented.</summary>
internal static class TerminalText
{
    private const string Indent = "    ";
    private const char Escape = '\e';

    /// <summary>Wraps the lines that are too wide. A word that is wider than the terminal stays whole.</summary>
    /// <param name="text">Lines, which may hold the escape sequences of colours.</param>
    /// <param name="width">The number of columns.</param>
    public static string Wrap(string text, int width)
    {
        // No character takes more than two columns.
        if (text.Length * 2L <= width) return text;
        var result = new StringBuilder(text.Length + 80);
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            AddLine(result, text.AsSpan(start, (end < 0 ? text.Length : end) - start), width);
            if (end >= 0) result.Append('\n');
            start = next;
        }

        return result.ToString();
    }

    /// <summary>A text as lines of whole words.</summary>
    /// <param name="text">Words with spaces between them.</param>
    /// <param name="width">The number of columns.</param>
    public static IEnumerable<string> LinesOf(string text, int width)
    {
        for (var length = LengthThatFits(text, width); length < text.Length; length = LengthThatFits(text, width))
        {
            yield return text[..length].TrimEnd(' ');
            text = text[length..];
        }

        yield return text;
    }

    private static void AddLine(StringBuilder result, ReadOnlySpan<char> line, int width)
    {
        var indent = IndentOf(line);
        var isFirst = true;
        while (LengthThatFits(line, isFirst ? width : width - TextWidth.Measure(indent)) is var length && length < line.Length)
        {
            result.Append(isFirst ? "" : indent).Append(line[..length].TrimEnd(' ')).Append('\n');
            line = line[length..].TrimStart(' ');
            isFirst = false;
        }

        result.Append(isFirst ? "" : indent).Append(line);
    }

    /// <summary>The number of characters before the word that is too much; all of them if the line fits or has no place to break.</summary>
    private static int LengthThatFits(ReadOnlySpan<char> line, int width)
    {
        var (columns, afterSpace, inText) = (0, 0, false);
        for (var i = 0; i < line.Length;)
        {
            if (line[i] == Escape)
            {
                i = EndOfEscape(line, i);
                continue;
            }

            _ = Rune.DecodeFromUtf16(line[i..], out var rune, out var length);
            columns += TextWidth.Measure(rune);
            i += length;
            if (columns > width && afterSpace > 0 && rune.Value != ' ') return afterSpace;
            if (rune.Value != ' ') inText |= !IsGuide((char)Math.Min(rune.Value, char.MaxValue));
            else if (inText) afterSpace = i;
        }

        return line.Length;
    }

    /// <summary>The indentation of the lines that continue one. In a tree they stand below its first word, between the guides.</summary>
    private static string IndentOf(ReadOnlySpan<char> line)
    {
        var indent = new StringBuilder();
        foreach (var character in line)
        {
            if (!IsGuide(character) && character != ' ') break;
            indent.Append(character is '│' or '├' ? '│' : ' ');
        }

        return indent.Append(line.IndexOfAnyExcept(' ') is >= 0 and var first && IsGuide(line[first]) ? "" : Indent).ToString();
    }

    private static bool IsGuide(char character) => character is '│' or '├' or '└' or '─';

    private static int EndOfEscape(ReadOnlySpan<char> line, int start)
    {
        var end = line[start..].IndexOf('m');
        return end < 0 ? line.Length : start + end + 1;
    }
}
