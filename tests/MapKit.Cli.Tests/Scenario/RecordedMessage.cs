namespace MapKit.Cli.Tests.Scenario;

/// <summary>A message as the submission server took it, and how the client had come to be allowed to hand it over.</summary>
/// <param name="IsEncrypted">Whether the session was inside TLS when the message came.</param>
/// <param name="Mechanism">The SASL mechanism the client chose.</param>
/// <param name="User">The user name it gave.</param>
/// <param name="Password">The password it gave.</param>
/// <param name="Sender">The address of MAIL FROM, empty for the null sender.</param>
/// <param name="Recipients">The addresses of RCPT TO, in order.</param>
/// <param name="Lines">The message, without line ends and dot stuffing.</param>
public sealed record RecordedMessage(
    bool IsEncrypted,
    string? Mechanism,
    string? User,
    string? Password,
    string Sender,
    IReadOnlyList<string> Recipients,
    IReadOnlyList<string> Lines)
{
    /// <summary>The lines after the first empty one.</summary>
    public IEnumerable<string> Body => Lines.SkipWhile(line => line.Length > 0).Skip(1);

    /// <summary>The text of a header that fits on one line, or null where there is none of that name.</summary>
    public string? Header(string name) => Lines
        .TakeWhile(line => line.Length > 0)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
