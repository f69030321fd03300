namespace MapKit.Delivery.Smtpd;

/// <summary>What a restriction checks; it appears in the reply.</summary>
/// <param name="Name">The words in the reply, before <c>rejected</c>.</param>
internal sealed record SmtpdSubject(string Name)
{
    /// <summary>The client by its verified name and its address.</summary>
    public static readonly SmtpdSubject Client = new("Client host");

    /// <summary>The client by the name that its address has.</summary>
    public static readonly SmtpdSubject ReverseClient = new("Unverified Client host");

    /// <summary>The name in HELO or EHLO.</summary>
    public static readonly SmtpdSubject Helo = new("Helo command");

    /// <summary>The sender.</summary>
    public static readonly SmtpdSubject Sender = new("Sender address");

    /// <summary>The recipient.</summary>
    public static readonly SmtpdSubject Recipient = new("Recipient address");

    /// <summary>The login of the client.</summary>
    public static readonly SmtpdSubject Login = new("SASL login name");

    /// <summary>The DATA command.</summary>
    public static readonly SmtpdSubject Data = new("Data command");

    /// <summary>The end of the message.</summary>
    public static readonly SmtpdSubject EndOfData = new("End-of-data");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
