using MapKit.Tables.Patterns;

namespace MapKit.Tables.SenderRelay;

/// <summary>One entry of a table of <c>sender_dependent_relayhost_maps</c>.</summary>
/// <param name="Pattern">Whose mail it is.</param>
/// <param name="Relay">Where its mail goes.</param>
public sealed record SenderRelayEntry(AddressPattern Pattern, SenderRelayHost Relay) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.SenderRelay;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Relay.Text;

    /// <summary>The forms in which Postfix looks up a key.</summary>
    internal const LookupForms KeyForms = LookupForms.InternalLocalPart | LookupForms.NullSenderInBrackets;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        SenderRelayValue.IsCommon(value) && AddressKey.IsCommon(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static SenderRelayEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, static key => AddressKey.Parse(key, KeyForms), SenderRelayValue.Parse, static (pattern, value) => new SenderRelayEntry(pattern, value), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new SenderRelayEntry(Pattern.Decoded(), Relay.Decoded());
}
