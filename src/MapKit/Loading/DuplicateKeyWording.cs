using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Loading;

/// <summary>Builds the finding of a duplicate key, in a source or in a map; no other code words this message.</summary>
/// <param name="path">The file as the caller named it.</param>
/// <param name="isSecret">Whether it holds credentials, so that no key is shown: it may be the credentials, put into the wrong column.</param>
/// <param name="duplicates">What a repeated key does.</param>
/// <param name="areErrors">Whether a duplicate key is an error that stops the work.</param>
internal sealed class DuplicateKeyWording(string path, bool isSecret, DuplicatePolicy duplicates, bool areErrors)
{
    /// <summary>Why a record of a map has no line in a source that is made from it.</summary>
    public const string LostInSource = "duplicate key: compile keeps only the first entry";

    private const int ShownLength = 80;

    private Severity Severity => areErrors ? Severity.Error : Rules.DuplicateKey.Severity;

    /// <summary>The finding if only the repetition of the key is known.</summary>
    public Diagnostic Word(RepeatedKey repeated)
    {
        if (repeated.IsMark) return WordMark(repeated);
        var first = Number(repeated.EarlierLine);
        var outcome = duplicates.ReplacesEarlier() ? "this line replaces it" : $"Postfix keeps line {first} and ignores this line";
        return Create(repeated, $"duplicate key{Show(DisplayText.Escape(repeated.Key))}, also on line {first}; {outcome}", Severity);
    }

    /// <summary>The finding if both entries are known.</summary>
    /// <param name="repeated">The fact.</param>
    /// <param name="key">The key of the later entry as written.</param>
    /// <param name="earlierKey">The key of the earlier one.</param>
    /// <param name="isSameValue">Whether the values are the same, so that nothing is lost.</param>
    public Diagnostic Word(RepeatedKey repeated, ReadOnlySpan<byte> key, ReadOnlySpan<byte> earlierKey, bool isSameValue)
    {
        var first = Number(repeated.EarlierLine);
        var which = earlierKey.SequenceEqual(key)
            ? $"{Show(DisplayText.Escape(key, ShownLength))}, also on line {first}"
            : isSecret
                ? $", written in another case on line {first},"
                : $"{Show(DisplayText.Escape(key, ShownLength))}, the same as{Show(DisplayText.Escape(earlierKey, ShownLength))} on line {first} (both are stored as{Show(DisplayText.Escape(repeated.Key, ShownLength))}),";
        var message = $"duplicate key{which} with {(isSameValue ? "the same" : "another")} value; Postfix keeps line {first} and ignores this line";
        return Create(repeated, message, isSameValue ? Severity : Severity.Error);
    }

    /// <summary>The finding where a map has several records that become one.</summary>
    /// <param name="key">The key without NUL.</param>
    public Diagnostic WordStored(ReadOnlySpan<byte> key)
    {
        var outcome = areErrors ? "nothing was written" : duplicates.ReplacesEarlier() ? "the last record is kept" : "the first record is kept";
        var shown = isSecret ? "the key" : $"\"{DisplayText.Escape(key)}\"";
        return new Diagnostic(Rules.DuplicateKey, path, null, $"duplicate key: {shown} is stored more than once, with or without a trailing NUL; {outcome}", "choose with --duplicates")
        {
            Severity = Severity,
        };
    }

    /// <summary>The internal form of the quoted name <c>"@"</c> is the key of the mark that postalias adds.</summary>
    private Diagnostic WordMark(RepeatedKey repeated)
    {
        var outcome = duplicates.ReplacesEarlier() ? "the mark replaces it" : "the map has no such mark";
        return Create(repeated, $"the unquoted form of this name is \"@\", the key of the mark that an alias map is complete; {outcome}", Severity) with
        {
            Help = "choose another name",
        };
    }

    private Diagnostic Create(RepeatedKey repeated, string message, Severity severity) =>
        new(Rules.DuplicateKey, path, repeated.Place, message, $"remove one of lines {Number(repeated.EarlierLine)} and {Number(repeated.Line)}")
        {
            RelatedLine = repeated.EarlierLine,
            Severity = severity,
            PostfixText = duplicates.IsWarnedOf() ? $"duplicate entry: \"{ByteText.FromBytes(repeated.Key)}\"" : null,
        };

    private string Show(string key) => isSecret ? "" : $" \"{key}\"";

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);
}
