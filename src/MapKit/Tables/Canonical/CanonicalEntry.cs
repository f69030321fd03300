using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Canonical;

/// <summary>One entry of a canonical table (docs/formats/table-formats.md#canonical): one address is replaced by one, up to ten times in a row.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Result">What replaces that.</param>
public sealed record CanonicalEntry(AddressPattern Pattern, AddressReplacement Result) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Canonical;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.Kind == AddressPatternKind.NullSender ? "\"\"" : Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Result.ToString();

    /// <summary>The forms in which Postfix looks up a key.</summary>
    internal const LookupForms KeyForms = LookupForms.NullSenderInQuotes;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        OneReplacement.IsCommon(value) && AddressKey.IsCommon(key) && !EntryCheck.MayMissAt(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static CanonicalEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, static key => AddressKey.Parse(key, KeyForms), static value => OneReplacement.Parse(value, Severity.Warning), static (pattern, value) => new CanonicalEntry(pattern, value), out problems, EntryCheck.ReportMissingAt);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new CanonicalEntry(Pattern.Decoded(), Result.Decoded());
}
