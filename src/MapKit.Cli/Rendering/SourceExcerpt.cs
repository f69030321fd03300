using System.Buffers;
using System.Globalization;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Editing;
using MapKit.Operations.Compile;

namespace MapKit.Cli.Rendering;

/// <summary>The source line of a finding, made safe for a terminal, and the carets below it. A long line is shortened.</summary>
/// <param name="Line">The line, or its part around the finding: a tab is a space, other control bytes and broken UTF-8 are <c>\xNN</c>.</param>
/// <param name="CaretIndent">Columns before the carets.</param>
/// <param name="CaretCount">Number of carets.</param>
internal sealed record SourceExcerpt(string Line, int CaretIndent, int CaretCount)
{
    private const int Most = 160;

    /// <summary>The columns before the line, and one for the ellipsis at each end.</summary>
    private const int Around = 6;
    private const int BytesOfCharacter = 4;

    /// <summary>Reads the line from the file.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="width">The columns of the terminal that shows it; null if it is no terminal.</param>
    /// <returns>The line; null if it no longer exists, or the source is not a file.</returns>
    public static SourceExcerpt? Read(Diagnostic diagnostic, int? width = null)
    {
        if (diagnostic.Place is not { Span.Length: > 0 } place) return null;
        try
        {
            var most = Math.Clamp((width ?? int.MaxValue) - Around, Around, Most);
            var before = (int)Math.Min(place.Span.Start, (MostBefore(most) + 1) * BytesOfCharacter);
            var bytes = new byte[before + (most * BytesOfCharacter)];
            var read = bytes.AsSpan(0, SourceBytes.ReadAgain(diagnostic.Path, place.Span.Start - before, bytes));
            return read.Length > before ? Create(read[..before], read[before..], place.Span.Length, place.Span.Start > before, read.Length == bytes.Length, most) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The finding is already reported; the excerpt is optional.
            return null;
        }
    }

    private static SourceExcerpt Create(ReadOnlySpan<byte> before, ReadOnlySpan<byte> rest, int length, bool hasMoreBefore, bool hasMore, int most)
    {
        var newline = before.LastIndexOf((byte)'\n');
        var head = LastOf(Shown(before[(newline + 1)..]), hasMoreBefore && newline < 0, MostBefore(most));
        var indent = TextWidth.Measure(head);

        var end = rest.IndexOf((byte)'\n');
        var isWhole = end >= 0 || !hasMore;
        if (end >= 0) rest = rest[..end];

        // The line ending, which no editor shows.
        if (isWhole && rest is [.., (byte)'\r']) rest = rest[..^1];
        length = Math.Min(length, rest.Length);
        var found = Shown(rest[..length]);
        var text = FirstOf(found + Shown(rest[length..]), most - indent, isWhole);
        return new SourceExcerpt(head + text, indent, Math.Clamp(TextWidth.Measure(found), 1, Math.Max(TextWidth.Measure(text), 1)));
    }

    private static int MostBefore(int most) => most * 5 / 8;

    /// <summary>The end of a text, with an ellipsis if the start is cut off.</summary>
    private static string LastOf(string text, bool isCut, int most)
    {
        var (start, width) = (0, TextWidth.Measure(text));
        foreach (var rune in text.EnumerateRunes().TakeWhile(_ => width > most))
        {
            start += rune.Utf16SequenceLength;
            width -= TextWidth.Measure(rune);
        }

        return isCut || start > 0 ? $"…{text[start..]}" : text;
    }

    /// <summary>The start of a text, with an ellipsis if the end is cut off.</summary>
    private static string FirstOf(string text, int most, bool isWhole)
    {
        var (end, width) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            width += TextWidth.Measure(rune);
            if (width > most) break;
            end += rune.Utf16SequenceLength;
        }

        return end == text.Length && isWhole ? text : $"{text[..end]}…";
    }

    private static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == OperationStatus.Done && rune.Value == '\t') text.Append(' ');
            else if (status == OperationStatus.Done && !Rune.IsControl(rune)) text.Append(rune.ToString());
            else foreach (var value in bytes[..consumed]) text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
            bytes = bytes[consumed..];
        }

        return text.ToString();
    }
}
