using MapKit.Platform;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Recipients;

/// <summary>One entry of a list of recipients: <c>local_recipient_maps</c> or <c>relay_recipient_maps</c>.</summary>
/// <param name="Pattern">The recipient.</param>
/// <param name="Value">Any text: only whether there is an entry counts.</param>
public sealed record RecipientEntry(AddressPattern Pattern, string Value) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Recipients;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Value;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => AddressKey.IsCommon(key) && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static RecipientEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key,
            value,
            static key => AddressKey.Parse(key, LookupForms.InternalLocalPart | LookupForms.AliasDomain),
            static value => new ParsedValue<string>(value, []),
            static (pattern, value) => new RecipientEntry(pattern, value),
            out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new RecipientEntry(Pattern.Decoded(), LosslessText.FromLatin1(Value));
}
