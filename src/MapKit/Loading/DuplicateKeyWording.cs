using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Loading;

/// <summary>Builds the finding of a duplicate key; no other code words this message.</summary>
/// <param name="path">The source as the caller named it.</param>
/// <param name="format">Its format.</param>
/// <param name="duplicates">What a repeated key does.</param>
/// <param name="areErrors">Whether a duplicate key is an error that stops the work.</param>
internal sealed class DuplicateKeyWording(string path, TableFormat format, DuplicatePolicy duplicates, bool areErrors)
{
    private const int ShownLength = 80;

    private Severity Severity => areErrors ? Severity.Error : Rules.DuplicateKey.Severity;

    /// <summary>The finding if only the repetition of the key is known.</summary>
    public Diagnostic Word(RepeatedKey repeated)
    {
        if (repeated.IsMark) return WordMark(repeated);
        var first = Number(repeated.EarlierLine);
        var outcome = duplicates == DuplicatePolicy.Last ? "this line replaces it" : $"Postfix keeps line {first} and ignores this line";
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
            : format.IsSecret
                ? $", written in another case on line {first},"
                : $"{Show(DisplayText.Escape(key, ShownLength))}, the same as{Show(DisplayText.Escape(earlierKey, ShownLength))} on line {first} (both are stored as{Show(DisplayText.Escape(repeated.Key, ShownLength))}),";
        var message = $"duplicate key{which} with {(isSameValue ? "the same" : "another")} value; Postfix keeps line {first} and ignores this line";
        return Create(repeated, message, isSameValue ? Severity : Severity.Error);
    }

    /// <summary>The internal form of the quoted name <c>"@"</c> is the key of the mark that postalias adds.</summary>
    private Diagnostic WordMark(RepeatedKey repeated)
    {
        var outcome = duplicates == DuplicatePolicy.Last ? "the mark replaces it" : "the map has no such mark";
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
            PostfixText = duplicates == DuplicatePolicy.First ? $"duplicate entry: \"{ByteText.FromBytes(repeated.Key)}\"" : null,
        };

    /// <summary>A key of a credential table may be the credentials, put into the wrong column.</summary>
    private string Show(string key) => format.IsSecret ? "" : $" \"{key}\"";

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);
}
