namespace MapKit.Tables.Transport;

/// <summary>What the name of a transport tells about the text after the colon.</summary>
internal static class DeliveryAgent
{
    /// <summary>The transports of the stock master.cf whose next hop is not the name of a host but free text or nothing.</summary>
    public static bool TakesText(ReadOnlySpan<byte> transport) =>
        transport.SequenceEqual("error"u8) || transport.SequenceEqual("retry"u8) || transport.SequenceEqual("discard"u8)
        || transport.SequenceEqual("local"u8) || transport.SequenceEqual("virtual"u8)
        || transport.SequenceEqual("bounce"u8) || transport.SequenceEqual("defer"u8);

    /// <summary>The transports that are certainly an SMTP or LMTP client. The name may also be empty.</summary>
    public static bool TakesHosts(string transport) => transport is "" or "smtp" or "relay" or "lmtp";

    /// <summary>Whether <c>unix:</c> and <c>inet:</c> are prefixes rather than hosts: LMTP clients, and transports that may be one.</summary>
    public static bool MayBeLmtp(string transport) => transport is not ("smtp" or "relay");
}
