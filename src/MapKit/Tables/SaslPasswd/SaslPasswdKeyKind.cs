namespace MapKit.Tables.SaslPasswd;

/// <summary>What a key of a sasl_passwd table matches (postfix-tables 5.4).</summary>
public enum SaslPasswdKeyKind
{
    /// <summary><c>user@domain</c>: the sender, where <c>smtp_sender_dependent_authentication</c> is on.</summary>
    Sender,

    /// <summary><c>@domain</c>: every sender of the domain.</summary>
    SenderDomain,

    /// <summary><c>name</c>: the name of the server, a destination without port, or a local sender; the text does not say which.</summary>
    Name,

    /// <summary><c>host:port</c>, <c>[host]</c> or <c>[host]:port</c>: the destination, letter for letter as it is configured.</summary>
    Destination,
}
