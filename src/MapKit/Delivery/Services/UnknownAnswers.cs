using MapKit.Lookup;
using MapKit.Source;

namespace MapKit.Delivery.Services;

/// <summary>What MapKit could not find out: lists of domains in tables that it cannot query. It continues as if they did not have the domain.</summary>
internal sealed class UnknownAnswers
{
    private readonly List<ExplanationNode> _new = [];
    private readonly HashSet<string> _said = [];

    /// <summary>Whether there is anything.</summary>
    public bool Any { get; private set; }

    /// <summary>Adds a list that could not be queried.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="domain">The domain that was looked for.</param>
    /// <param name="reason">Why.</param>
    public void Add(string parameter, string domain, LookupException reason)
    {
        Any = true;
        var text = $"not known: whether {Wording.Show(domain)} is in {parameter}: {ByteText.ToText(reason.Message)}; this explanation continues as if it were not";
        Say(text);
    }

    /// <summary>Adds a note, once.</summary>
    public void Say(string text)
    {
        if (_said.Add(text)) _new.Add(new ExplanationNode(ExplanationKind.Note, text));
    }

    /// <summary>The notes since the last call.</summary>
    public IReadOnlyList<ExplanationNode> Take()
    {
        var taken = _new.ToArray();
        _new.Clear();
        return taken;
    }
}
