using MapKit.Platform;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.ContentChecks;

/// <summary>
/// One entry of a table of header or body checks (docs/formats/content-checks.md#actions). Such tables are nearly always regexp or pcre
/// tables; in a table of fixed keys, the key is a whole header or line.
/// </summary>
/// <param name="Line">The header or the line of the body.</param>
/// <param name="Action">What is done with it.</param>
/// <param name="Use">The kind of table: which actions there are.</param>
public sealed record ContentCheckEntry(string Line, ContentAction Action, ContentCheckUse Use) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => ContentCheckUses.FormatOf(Use);

    /// <inheritdoc/>
    internal override string KeyText => Line;

    /// <inheritdoc/>
    internal override string ValueText => Action.ToString();

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        ContentActionValue.IsCommon(value) && !key.IsEmpty && key[0] is not ((byte)'/' or (byte)'!') && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="use">The kind of table.</param>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static ContentCheckEntry? FromLatin1(ContentCheckUse use, string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key,
            value,
            ParseLine,
            text => ContentActionValue.Parse(text, use),
            (line, action) => new ContentCheckEntry(line, action, use),
            out problems);

    private static ParsedValue<string> ParseLine(string key)
    {
        var problems = new List<ValueProblem>();
        return new ParsedValue<string>(PatternCheck.ReportRegularExpression(key, problems) ? null : key, problems);
    }

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new ContentCheckEntry(LosslessText.FromLatin1(Line), Action.Decoded(), Use);
}
