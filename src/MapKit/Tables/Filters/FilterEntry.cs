using MapKit.Platform;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Filters;

/// <summary>One entry of a table that changes what Postfix says, hears or does in a session (docs/formats/filters.md#tables).</summary>
/// <param name="Key">What it matches: a reply, a status, a record, a name or an address.</param>
/// <param name="Result">The result.</param>
/// <param name="Use">The kind of table.</param>
public sealed record FilterEntry(string Key, FilterResult Result, FilterUse Use) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => FilterUses.FormatOf(Use);

    /// <inheritdoc/>
    internal override string KeyText => Key;

    /// <inheritdoc/>
    internal override string ValueText => Result.Text;

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="use">The kind of table.</param>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static FilterEntry? FromLatin1(FilterUse use, string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(key, value, ParseKey, text => FilterValue.Parse(text, use), (line, result) => new FilterEntry(line, result, use), out problems);

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    internal static bool IsCommon(FilterUse use, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        !key.IsEmpty && key[0] is not ((byte)'/' or (byte)'!') && !EntryCheck.MayBeCondition(key, value) && FilterValue.IsCommon(value, use);

    private static ParsedValue<string> ParseKey(string key)
    {
        var problems = new List<ValueProblem>();
        return new ParsedValue<string>(PatternCheck.ReportRegularExpression(key, problems) ? null : key, problems);
    }

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new FilterEntry(LosslessText.FromLatin1(Key), Result.Decoded(), Use);
}

/// <summary>The result of a filter.</summary>
/// <param name="Text">The whole text; the words of a list with commas.</param>
/// <param name="Words">Its words, where it is a list; otherwise empty.</param>
public sealed record FilterResult(string Text, IReadOnlyList<string> Words)
{
    /// <inheritdoc/>
    public bool Equals(FilterResult? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    internal FilterResult Decoded() => new(LosslessText.FromLatin1(Text), [.. Words.Select(word => LosslessText.FromLatin1(word))]);
}
