using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Addresses;

/// <summary>The span recogniser in front of <see cref="AddressGrammar"/>.</summary>
internal static class CommonAddress
{
    /// <summary>Whether the text is <c>local</c> or <c>local@domain</c> in the usual characters.</summary>
    public static bool Matches(ReadOnlySpan<byte> address)
    {
        var at = address.IndexOf((byte)'@');
        return at < 0 ? LocalPart.IsCommon(address) : LocalPart.IsCommon(address[..at]) && HostName.IsCommonName(address[(at + 1)..]);
    }

    /// <summary>The address, if it is a common one: the same result as the grammar's, about fifty times as fast.</summary>
    public static MailAddress? Parse(string address)
    {
        if (!Matches(Latin1Text.Bytes(address))) return null;
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? new MailAddress(address, null) : new MailAddress(address[..at], address[(at + 1)..]);
    }
}
