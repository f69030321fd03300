using MapKit.Tables.Patterns;

namespace MapKit.Tables.SenderTransport;

/// <summary>Parses the keys of tables of transports by sender (postfix-tables 5.1 and 5.6).</summary>
public static class SenderTransportKey
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <returns>True only where <see cref="Parse"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key) => AddressKey.IsCommon(key);

    /// <summary>Parses a key.</summary>
    /// <param name="latin1">The key, one character per byte, as postmap stores it.</param>
    /// <returns>The pattern, or null for a key that matches nothing, and all that is wrong.</returns>
    public static ParsedValue<AddressPattern> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        return AddressKey.Parse(latin1, AskedForms.InternalLocalPart | AskedForms.NullSenderInBrackets);
    }
}
