using MapKit.Tables.Patterns;
using MapKit.Tables.Transport;

namespace MapKit.Tables.SenderTransport;

/// <summary>One entry of a table of <c>sender_dependent_default_transport_maps</c>.</summary>
/// <param name="Pattern">Whose mail it is.</param>
/// <param name="Route">The transport, and the next hop if the value has one; null for <c>DUNNO</c>.</param>
public sealed record SenderTransportEntry(AddressPattern Pattern, TransportRoute? Route) : TableEntry
{
    /// <summary>Whether the value is <c>DUNNO</c>: the default transport is used, and no further key is looked up.</summary>
    public bool IsDunno => Route is null;

    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.SenderTransport;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Route?.ToString() ?? "DUNNO";

    /// <summary>The forms in which Postfix looks up a key.</summary>
    internal const LookupForms KeyForms = LookupForms.InternalLocalPart | LookupForms.NullSenderInBrackets;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        SenderTransportValue.IsCommon(value) && AddressKey.IsCommon(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static SenderTransportEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, static key => AddressKey.Parse(key, KeyForms), SenderTransportValue.Parse, static (pattern, value) => new SenderTransportEntry(pattern, value.Route), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new SenderTransportEntry(Pattern.Decoded(), Route?.Decoded());
}
