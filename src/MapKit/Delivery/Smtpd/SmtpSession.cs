using MapKit.Delivery.Smtpd.Dns;

namespace MapKit.Delivery.Smtpd;

/// <summary>An SMTP session that is explained: what the client is and what it says. Texts have one character per byte.</summary>
internal sealed record SmtpSession
{
    /// <summary>What Postfix calls a client whose name or address it does not know.</summary>
    public const string Unknown = "unknown";

    /// <summary>The network address of the client, as Postfix shows it.</summary>
    public string Address { get; init; } = Unknown;

    /// <summary>The verified name of the client; <see cref="Unknown"/> if it has none, null if it was not given.</summary>
    public string? Name { get; init; }

    /// <summary>The name in HELO or EHLO; empty if the client sends neither, null if it was not given.</summary>
    public string? Helo { get; init; }

    /// <summary>The sender in external form; empty for the null sender.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The recipient in external form.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>The name that the client logged in with; null if it did not.</summary>
    public string? Login { get; init; }

    /// <summary>Whether the session is encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The size that the client announces in bytes; null if it announces none.</summary>
    public long? Size { get; init; }

    /// <summary>The service of master.cf, such as <c>submission</c>; null for the usual one.</summary>
    public string? Service { get; init; }

    /// <summary>Queries DNS; null if it is not queried.</summary>
    public DnsFacts? Dns { get; init; }

    /// <summary>What is taken as true of DNS, lists and servers, by name.</summary>
    public IReadOnlyDictionary<string, string> Assumptions { get; init; } = new Dictionary<string, string>();
}
