using MapKit.Delivery.Rewrite;

namespace MapKit.Delivery.Smtpd;

/// <summary>An address as the SMTP server knows it from trivial-rewrite(8) (<c>smtpd_resolve_addr</c>).</summary>
/// <param name="Recipient">The address in internal form, folded.</param>
/// <param name="Class">Its class.</param>
/// <param name="Transport">The transport.</param>
/// <param name="NextHop">The next hop.</param>
internal sealed record SmtpdAddress(string Recipient, AddressClass Class, string Transport, string NextHop)
{
    /// <summary>Whether it is a valid address.</summary>
    public bool IsValid { get; init; } = true;

    /// <summary>Why trivial-rewrite cannot say; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the domain is this host's.</summary>
    public bool IsFinal => Class is AddressClass.Local or AddressClass.VirtualAlias or AddressClass.VirtualMailbox;

    /// <summary>The domain.</summary>
    public string Domain => Recipient[(Recipient.LastIndexOf('@') + 1)..];

    /// <summary>Whether the local part routes the mail on, as in <c>user%site@domain</c>.</summary>
    public bool IsRouted => Recipient.IndexOfAny(['@', '!', '%']) != Recipient.LastIndexOf('@');
}
