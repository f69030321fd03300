using System.Collections.Frozen;

namespace MapKit.Messages;

/// <summary>The headers that Postfix knows (<c>header_opts</c>), in any case.</summary>
internal static class HeaderNames
{
    private static readonly FrozenDictionary<string, HeaderTraits> Known = new Dictionary<string, HeaderTraits>
    {
        ["Apparently-To"] = HeaderTraits.Recipient,
        ["Bcc"] = HeaderTraits.Recipient,
        ["Cc"] = HeaderTraits.Recipient,
        ["Content-Description"] = HeaderTraits.Mime,
        ["Content-Disposition"] = HeaderTraits.Mime,
        ["Content-ID"] = HeaderTraits.Mime,
        ["Content-Transfer-Encoding"] = HeaderTraits.Mime,
        ["Content-Type"] = HeaderTraits.Mime,
        ["Delivered-To"] = HeaderTraits.DeliveredTo,
        ["Disposition-Notification-To"] = HeaderTraits.Sender,
        ["Errors-To"] = HeaderTraits.Sender,
        ["From"] = HeaderTraits.Sender,
        ["Mail-Followup-To"] = HeaderTraits.Sender,
        ["MIME-Version"] = HeaderTraits.Mime,
        ["Received"] = HeaderTraits.Received,
        ["Reply-To"] = HeaderTraits.Sender,
        ["Resent-Bcc"] = HeaderTraits.Recipient,
        ["Resent-Cc"] = HeaderTraits.Recipient,
        ["Resent-From"] = HeaderTraits.Sender,
        ["Resent-Reply-To"] = HeaderTraits.Recipient,
        ["Resent-Sender"] = HeaderTraits.Sender,
        ["Resent-To"] = HeaderTraits.Recipient,
        ["Return-Path"] = HeaderTraits.Sender,
        ["Return-Receipt-To"] = HeaderTraits.Sender,
        ["Sender"] = HeaderTraits.Sender,
        ["To"] = HeaderTraits.Recipient,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a header is.</summary>
    /// <param name="header">The header, name and value.</param>
    public static HeaderTraits TraitsOf(string header) => Known.GetValueOrDefault(NameOf(header));

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
