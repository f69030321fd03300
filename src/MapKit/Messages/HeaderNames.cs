namespace MapKit.Messages;

/// <summary>The headers that Postfix knows (<c>header_opts</c>), in any case.</summary>
internal static class HeaderNames
{
    /// <summary>What a header is.</summary>
    /// <param name="header">The header, name and value.</param>
    public static HeaderTraits TraitsOf(string header) => NameOf(header).ToLowerInvariant() switch
    {
        "from" or "sender" or "reply-to" or "errors-to" or "return-path" or "return-receipt-to" or "disposition-notification-to" or "mail-followup-to"
            or "resent-from" or "resent-sender" => HeaderTraits.Sender,
        "to" or "cc" or "bcc" or "apparently-to" or "resent-to" or "resent-cc" or "resent-bcc" or "resent-reply-to" => HeaderTraits.Recipient,
        "mime-version" or "content-type" or "content-transfer-encoding" or "content-disposition" or "content-description" or "content-id" => HeaderTraits.Mime,
        "received" => HeaderTraits.Received,
        "delivered-to" => HeaderTraits.DeliveredTo,
        _ => HeaderTraits.None,
    };

    /// <summary>The name of a header, as written.</summary>
    /// <param name="header">The header, name and value.</param>
    public static string NameOf(string header) => header.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? header[..colon].TrimEnd() : "";
}

/// <summary>What a header is.</summary>
internal enum HeaderTraits
{
    /// <summary>Nothing that matters to addresses and checks.</summary>
    None,

    /// <summary>Its addresses are senders.</summary>
    Sender,

    /// <summary>Its addresses are recipients.</summary>
    Recipient,

    /// <summary>It is checked by <c>mime_header_checks</c>.</summary>
    Mime,

    /// <summary><c>Received</c>, one for each hop.</summary>
    Received,

    /// <summary><c>Delivered-To</c>, by which local(8) finds loops.</summary>
    DeliveredTo,
}
