using MapKit.Platform;
using MapKit.Tables.Addresses;
using MapKit.Tables.Transport;

namespace MapKit.Tables.SaslPasswd;

/// <summary>The key of a sasl_passwd entry.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">The key as written, which is what Postfix compares.</param>
/// <param name="Sender">The sender; null for other kinds.</param>
/// <param name="Destination">The destination; null for other kinds.</param>
public sealed record SaslPasswdPattern(SaslPasswdPatternKind Kind, string Text, MailAddress? Sender = null, NextHop? Destination = null)
{
    /// <summary>The key as written.</summary>
    public override string ToString() => Text;

    internal SaslPasswdPattern Decoded() => new(Kind, LosslessText.FromLatin1(Text), Sender?.Decoded(), Destination?.Decoded());
}

/// <summary>What a key of a sasl_passwd table matches (docs/formats/table-formats.md#sasl_passwd).</summary>
public enum SaslPasswdPatternKind
{
    /// <summary><c>user@domain</c>: the sender, if <c>smtp_sender_dependent_authentication</c> is on.</summary>
    Sender,

    /// <summary><c>@domain</c>: every sender of the domain.</summary>
    SenderDomain,

    /// <summary><c>name</c>: the name of the server, a destination without port, or a local sender; the text does not say which.</summary>
    Name,

    /// <summary><c>host:port</c>, <c>[host]</c> or <c>[host]:port</c>: the destination exactly as configured.</summary>
    Destination,
}
