namespace MapKit.Postfix;

/// <summary>
/// The ports for mail submission, by number and by the names that /etc/services has on every system.
/// </summary>
internal static class SubmissionPorts
{
    /// <summary>The names of the mail ports; <c>urd</c>, an old name of 465, is accepted but not suggested.</summary>
    public static IReadOnlyList<string> Services { get; } = ["smtp", "smtps", "submission", "submissions"];

    /// <summary>The number of a service, or the text itself.</summary>
    public static string Number(string port) => port switch
    {
        "smtp" => "25",
        "submission" => "587",
        "smtps" or "submissions" or "urd" => "465",
        _ => port,
    };

    /// <summary>Whether servers demand credentials at a port, a number or a name.</summary>
    public static bool WantCredentials(string? port) => port is not null && Number(port) is "587" or "465";

    /// <summary>Whether a next hop ends with the number of a port at which servers demand credentials.</summary>
    public static bool Ends(ReadOnlySpan<byte> nextHop) => nextHop.EndsWith(":587"u8) || nextHop.EndsWith(":465"u8);
}
