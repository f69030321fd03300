namespace MapKit.Postfix;

/// <summary>The ports at which mail is handed in, by the names under which every system knows them.</summary>
internal static class SubmissionPort
{
    /// <summary>The number of a service, or the text itself.</summary>
    public static string Number(string port) => port switch
    {
        "smtp" => "25",
        "submission" => "587",
        "smtps" or "submissions" or "urd" => "465",
        _ => port,
    };

    /// <summary>Whether servers want credentials there.</summary>
    public static bool WantsCredentials(string? port) => port is not null && Number(port) is "587" or "465";
}
