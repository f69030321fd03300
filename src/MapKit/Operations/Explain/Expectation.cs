using MapKit.Delivery;
using MapKit.Delivery.Smtpd;

namespace MapKit.Operations.Explain;

/// <summary>One line of an expectations file: the expected result of an address.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Name">The format, such as <c>transport</c>, or <c>delivery</c>.</param>
/// <param name="Address">The address.</param>
/// <param name="Expected">The expected result, or <see cref="NotFound"/>.</param>
internal sealed record Expectation(int Line, string Name, string Address, string Expected)
{
    /// <summary>The expected result if no table has an answer.</summary>
    public const string NotFound = "not found";

    /// <summary>The tables to query; empty for those of the configuration.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>The sender, or null if the line has none.</summary>
    public string? Sender { get; init; }

    /// <summary>The name of the host, or null if the line has none.</summary>
    public string? Host { get; init; }

    /// <summary>The file with the message, or null if the line has none.</summary>
    public string? MessageFile { get; init; }

    /// <summary>The SMTP session, or null if the line is about an address.</summary>
    public SmtpSession? Session { get; init; }

    /// <summary>The words of a session.</summary>
    public string SessionText { get; init; } = "";

    /// <summary>The left side of the line.</summary>
    public string Question => Session is not null ? $"{Name} {SessionText}" : $"{Name} {Address}{(Sender is null ? "" : $" from {Sender}")}{(Host is null ? "" : $" host {Host}")}{(MessageFile is null ? "" : $" message {MessageFile}")}";

    /// <summary>Explains the address of the line.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">How tables are queried; null for the settings of the configuration. Tables, sender and host are those of the line.</param>
    /// <exception cref="MapKit.Configuration.ConfigurationException">A parameter cannot be read.</exception>
    /// <exception cref="FormatException">The address is longer than any that Postfix accepts.</exception>
    /// <exception cref="MapKit.Lookup.LookupException">A table in a list of domains cannot be queried.</exception>
    public Explanation Explain(MapKit.Configuration.PostfixConfiguration configuration, ExplainOptions? options = null) => Session is not null
        ? ExplainOperation.Session(configuration, Session, options ?? new ExplainOptions())
        : ExplainOperation.Run(configuration, Name, Address, (options ?? new ExplainOptions()) with { Tables = Tables, Sender = Sender, Host = Host });

    /// <summary>
    /// Whether an explanation is the expected one: the value from the table, or the final result; of several results
    /// the order does not matter. Of a session the reply: its code, its code and status, or all of it.
    /// </summary>
    /// <param name="explanation">The explanation.</param>
    public bool IsMetBy(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        if (Name == ExplainOperation.DeliveryName && DeliveryVerdict.Parse(Expected) is { } verdict) return verdict.IsMetBy(explanation);
        if (explanation.Outcome == ExplainOutcome.Trouble) return false;
        if (Session is not null) return explanation.Results is [var reply] && (reply == Expected || reply.StartsWith(Expected + " ", StringComparison.Ordinal));
        if (explanation.Outcome == ExplainOutcome.NotFound && Expected == NotFound) return true;
        if (explanation.Outcome == ExplainOutcome.NotFound && Name != ExplainOperation.DeliveryName) return false;
        return Expected == explanation.Value || Parts(Expected).SetEquals(Parts(string.Join(',', explanation.Results)));
    }

    /// <summary>The actual result in the syntax of a line: the final result, and the value if it differs.</summary>
    /// <param name="explanation">The explanation.</param>
    public string Actual(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var results = string.Join(", ", explanation.Results);
        if (Name == ExplainOperation.DeliveryName && explanation.Outcome != ExplainOutcome.Found && DeliveryVerdict.TextFor(explanation) is { } verdict) return verdict;
        if (explanation.Outcome == ExplainOutcome.NotFound) return Name == ExplainOperation.DeliveryName && results.Length > 0 ? $"{NotFound} ({results})" : NotFound;
        return explanation.Value is { } value && value != results ? $"{results} (the table says {value})" : results;
    }

    private static HashSet<string> Parts(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
