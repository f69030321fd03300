using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Diagnostics;

/// <summary>
/// The findings of a logical line that do not depend on its content: the same for tables, rules and main.cf
/// (docs/formats/source-lines.md#logical-lines).
/// </summary>
internal static class LineFindings
{
    /// <summary>A NUL byte. Postfix before 3.12 does not report it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="path">The source as the caller named it.</param>
    /// <param name="shownPath">The source's name in Postfix's messages, one character per byte.</param>
    public static Diagnostic OfNul(LogicalLine line, string path, string shownPath)
    {
        var position = line.Text.IndexOf((byte)0);
        var lines = line.LastLine > line.FirstLine ? $"{line.FirstLine}-{line.LastLine}" : $"{line.FirstLine}";
        return new Diagnostic(
            Rules.NulByte,
            path,
            line.PlaceOf(Math.Max(position, 0), position < 0 ? 0 : 1),
            position < 0 ? "a comment in or above this entry holds a NUL byte; Postfix skips comments, so nothing is lost" : "the line holds a NUL byte; Postfix ignores the text after it",
            "is this a text file? Remove the byte")
        {
            Severity = position < 0 ? Severity.Warning : Rules.NulByte.Severity,
            PostfixText = $"{shownPath}, line {lines}: text after null byte may be ignored",
        };
    }

    /// <summary>Text that begins with whitespace and continues no entry.</summary>
    /// <param name="line">The line.</param>
    /// <param name="path">The source as the caller named it.</param>
    /// <param name="shownPath">The source's name in Postfix's messages, one character per byte.</param>
    public static Diagnostic OfLeadingSpace(LogicalLine line, string path, string shownPath)
    {
        var text = line.Text;
        var end = text.IndexOf((byte)0);
        if (end >= 0) text = text[..end];

        // The ellipsis depends on the whole line, although a NUL may hide its end.
        var shown = ByteText.FromBytes(text[..Math.Min(text.Length, PostfixLimits.QuotedText)]) + (line.Text.Length > PostfixLimits.QuotedText ? "..." : "");
        return new Diagnostic(
            Rules.LeadingSpace,
            path,
            line.PlaceOf(0, line.Text.Length),
            "the line begins with whitespace but there is no entry before it to continue; Postfix ignores it",
            "remove the whitespace at its start")
        {
            PostfixText = $"{shownPath}: logical line must not start with whitespace: \"{shown}\"",
        };
    }
}
