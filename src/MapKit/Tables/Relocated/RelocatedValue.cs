using MapKit.Diagnostics;

namespace MapKit.Tables.Relocated;

/// <summary>Parses the values of relocated tables (postfix-tables 5.6): any text.</summary>
public static class RelocatedValue
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="Parse"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value) => !value.Contains((byte)'#');

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The text and all that is wrong.</returns>
    public static ParsedValue<RelocatedNotice> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        InlineComment.ReportInText(latin1, 0, Severity.Warning, problems);
        return new ParsedValue<RelocatedNotice>(new RelocatedNotice(latin1), problems);
    }
}
