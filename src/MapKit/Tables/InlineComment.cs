using MapKit.Diagnostics;

namespace MapKit.Tables;

/// <summary>The finding of a comment behind a value.</summary>
internal static class InlineComment
{
    /// <summary>Makes the finding for the text from a <c>#</c> to the end of the value.</summary>
    public static ValueProblem At(int start, int end) => new(
        Rules.InlineComment,
        start,
        end - start,
        "a # inside a line does not begin a comment; Postfix takes the text as part of the value",
        "put the comment on a line of its own");
}
