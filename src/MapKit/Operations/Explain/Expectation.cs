using MapKit.Delivery;

namespace MapKit.Operations.Explain;

/// <summary>One line of a file of expectations: what a table is to say of an address.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Name">What is asked, a format, such as <c>transport</c>, or <c>delivery</c>.</param>
/// <param name="Address">The address.</param>
/// <param name="Expected">What is to come out, or <see cref="NotFound"/>.</param>
internal sealed record Expectation(int Line, string Name, string Address, string Expected)
{
    /// <summary>What a line says where no table is to have an answer.</summary>
    public const string NotFound = "not found";

    /// <summary>The tables to ask; empty for those of the configuration.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>The sender, or null if the line says nothing.</summary>
    public string? Sender { get; init; }

    /// <summary>The name of the host, or null if the line says nothing.</summary>
    public string? Host { get; init; }

    /// <summary>What was asked, as the line has it.</summary>
    public string Question => $"{Name} {Address}{(Sender is null ? "" : $" from {Sender}")}{(Host is null ? "" : $" host {Host}")}";

    /// <summary>Explains the address of the line.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">How tables are queried; null for the settings of the configuration. Tables, sender and host are those of the line.</param>
    /// <exception cref="MapKit.Configuration.ConfigurationException">A parameter cannot be read.</exception>
    /// <exception cref="FormatException">The address is longer than any that Postfix accepts.</exception>
    /// <exception cref="MapKit.Lookup.LookupException">A table in a list of domains cannot be queried.</exception>
    public Explanation Explain(MapKit.Configuration.PostfixConfiguration configuration, ExplainOptions? options = null) =>
        ExplainOperation.Run(configuration, Name, Address, (options ?? new ExplainOptions()) with { Tables = Tables, Sender = Sender, Host = Host });

    /// <summary>
    /// Whether an explanation is what was expected: the value as the table has it, or what comes of it in the end; of several results
    /// the order does not matter.
    /// </summary>
    /// <param name="explanation">The explanation.</param>
    public bool IsMetBy(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        if (explanation.Outcome == ExplainOutcome.Trouble) return false;
        if (explanation.Outcome == ExplainOutcome.NotFound && Expected == NotFound) return true;
        if (explanation.Outcome == ExplainOutcome.NotFound && Name != ExplainOperation.DeliveryName) return false;
        return Expected == explanation.Value || Parts(Expected).SetEquals(Parts(string.Join(',', explanation.Results)));
    }

    /// <summary>What an explanation says instead, as a line would have it: what comes out in the end, and the value where that is something else.</summary>
    /// <param name="explanation">The explanation.</param>
    public string Actual(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var results = string.Join(", ", explanation.Results);
        if (explanation.Outcome == ExplainOutcome.NotFound) return Name == ExplainOperation.DeliveryName && results.Length > 0 ? $"{NotFound} ({results})" : NotFound;
        return explanation.Value is { } value && value != results ? $"{results} (the table says {value})" : results;
    }

    private static HashSet<string> Parts(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
