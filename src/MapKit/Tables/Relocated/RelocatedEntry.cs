using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Relocated;

/// <summary>One entry of a relocated table.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Notice">
/// The text for the sender: a new address or any other text. Postfix puts <c>5.1.6 User has moved to</c> before it, unless
/// <c>relocated_prefix_enable</c> is off.
/// </param>
public sealed record RelocatedEntry(AddressPattern Pattern, string Notice) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Relocated;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Notice;

    /// <summary>The forms in which Postfix looks up a key.</summary>
    internal const LookupForms KeyForms = LookupForms.InternalLocalPart;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        !value.Contains((byte)'#') && AddressKey.IsCommon(key) && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static RelocatedEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, static key => AddressKey.Parse(key, KeyForms), ParseNotice, static (pattern, value) => new RelocatedEntry(pattern, value), out problems);

    /// <summary>Any text is a notice (docs/formats/table-formats.md#table-formats).</summary>
    internal static ParsedValue<string> ParseNotice(string latin1)
    {
        var problems = new List<ValueProblem>();
        InlineComment.ReportInText(latin1, 0, Severity.Warning, problems);
        return new ParsedValue<string>(latin1, problems);
    }

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new RelocatedEntry(Pattern.Decoded(), LosslessText.FromLatin1(Notice));
}
