using MapKit.Tables.Addresses;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Bcc;

/// <summary>One entry of a table of <c>sender_bcc_maps</c> or <c>recipient_bcc_maps</c>.</summary>
/// <param name="Pattern">Whose mail is copied.</param>
/// <param name="Recipient">Who receives the copy.</param>
public sealed record BccEntry(AddressPattern Pattern, MailAddress Recipient) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Bcc;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Recipient.ToString();

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        !value.IsEmpty && CommonAddress.Matches(value) && AddressKey.IsCommon(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static BccEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, static key => AddressKey.Parse(key, LookupForms.InternalLocalPart), BccValue.Parse, static (pattern, recipient) => new BccEntry(pattern, recipient), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new BccEntry(Pattern.Decoded(), Recipient.Decoded());
}
