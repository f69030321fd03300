using MapKit.Delivery.Smtpd.Dns;

namespace MapKit.Delivery.Smtpd;

/// <summary>Answers questions about DNS, blocklists and servers, and records on which answers the explanation rests.</summary>
/// <param name="given">The answers that the user gave, by name, without regard to case.</param>
/// <param name="dns">Queries DNS; null if it is not queried.</param>
internal sealed class Assumptions(IReadOnlyDictionary<string, string> given, DnsFacts? dns = null)
{
    private readonly List<Assumption> _used = [];

    /// <summary>The questions so far, each once.</summary>
    public IReadOnlyList<Assumption> Used => _used;

    /// <summary>The names of given answers that answered no question.</summary>
    public IEnumerable<string> Unused => given.Keys.Where(name => !_used.Exists(used => used.Source == AssumptionSource.Given && used.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The answer to a question.</summary>
    /// <param name="question">What Postfix would ask, in words.</param>
    /// <param name="usual">The answer if none is given.</param>
    /// <param name="opposite">The other answer; null if it cannot be named.</param>
    /// <param name="names">The names under which it may be given: the first is the exact one.</param>
    public Assumption Ask(string question, string usual, string? opposite, params string[] names) => Ask(question, usual, opposite, null, names);

    /// <summary>The answer to a question that DNS can answer.</summary>
    /// <param name="question">What Postfix would ask, in words.</param>
    /// <param name="usual">The answer if none is given.</param>
    /// <param name="opposite">The other answer; null if it cannot be named.</param>
    /// <param name="query">Queries DNS.</param>
    /// <param name="names">The names under which it may be given: the first is the exact one.</param>
    public Assumption Ask(string question, string usual, string? opposite, Func<DnsFacts, string>? query, params string[] names)
    {
        var answer = new Assumption(question, names[0], usual, AssumptionSource.Default) { Opposite = opposite };
        foreach (var name in names)
        {
            if (Given(name) is not { } said) continue;
            answer = new Assumption(question, name, said, AssumptionSource.Given);
            break;
        }

        if (answer.Source == AssumptionSource.Default && dns is not null && query is not null) answer = new Assumption(question, names[0], query(dns), AssumptionSource.Dns);

        if (!_used.Contains(answer)) _used.Add(answer);
        return answer;
    }

    private string? Given(string name) =>
        given.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { } value
            ? value.ToLowerInvariant() is "yes" or "no" ? value.ToLowerInvariant() : value
            : null;
}
