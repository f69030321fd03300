using MapKit.Diagnostics;

namespace MapKit.Tables;

/// <summary>The finding of a comment after a value.</summary>
internal static class InlineComment
{
    /// <summary>Creates the finding for the text from a <c>#</c> to the end of the value.</summary>
    /// <param name="start">Offset of the <c>#</c>.</param>
    /// <param name="end">Offset of the end of the value.</param>
    /// <param name="severity">An error if the comment changes the meaning of the value, a warning if Postfix ignores it.</param>
    public static ValueProblem Create(int start, int end, Severity severity) => new(
        Rules.InlineComment,
        start,
        end - start,
        "a # inside a line does not begin a comment; Postfix reads the text as part of the value",
        "put the comment on a separate line")
    {
        Severity = severity,
    };

    /// <summary>
    /// Reports a comment in free text, in which a <c>#</c> may be intended: only one between whitespace, or at the start
    /// before whitespace, is reported.
    /// </summary>
    /// <param name="value">The value, one character per byte.</param>
    /// <param name="start">Offset of the first character of the text.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="problems">Receives the finding.</param>
    public static void ReportInText(string value, int start, Severity severity, List<ValueProblem> problems)
    {
        for (var hash = value.IndexOf('#', start); hash >= 0; hash = value.IndexOf('#', hash + 1))
        {
            if ((hash > start && !IsWhitespace(value[hash - 1])) || hash + 1 >= value.Length || !IsWhitespace(value[hash + 1])) continue;
            problems.Add(Create(hash, value.Length, severity));
            return;
        }
    }

    private static bool IsWhitespace(char character) => character is ' ' or '\t';
}
