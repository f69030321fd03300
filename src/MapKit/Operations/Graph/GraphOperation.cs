using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Lookup;
using MapKit.Operations.Explain;
using MapKit.Source;

namespace MapKit.Operations.Graph;

/// <summary>Pictures of where mail goes. What becomes of a mail is what <see cref="ExplainOperation"/> says.</summary>
internal static class GraphOperation
{
    /// <summary>The picture of a whole configuration: its domains with their routes, and its aliases.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="explain">How tables are queried, and the sender.</param>
    /// <param name="options">How large the picture may be.</param>
    /// <exception cref="ConfigurationException">A parameter cannot be read.</exception>
    /// <exception cref="LookupException">A table in a list of domains cannot be queried.</exception>
    public static MailGraph Configuration(PostfixConfiguration configuration, ExplainOptions explain, GraphOptions options)
    {
        using var root = configuration.Main.EnterFiles();
        using var context = new ExplainContext(configuration, explain with { Session = null, Message = null });
        return new ConfigurationGraph(context, options).Draw();
    }

    /// <summary>The picture of an explanation.</summary>
    /// <param name="format">What was explained: a format, <c>delivery</c> or <c>session</c>.</param>
    /// <param name="address">The address.</param>
    /// <param name="explanation">The answer.</param>
    public static MailGraph Explained(string format, string address, Explanation explanation)
    {
        var draft = new GraphDraft();
        Draw(draft, format, address, explanation);
        draft.MarkLoops();
        return draft.Finish($"{format} {Shown.Text(address)}");
    }

    /// <summary>The picture of the ways of several addresses.</summary>
    /// <param name="explanations">The addresses, each with the explanation of its delivery.</param>
    public static MailGraph Addresses(IReadOnlyList<(string Address, Explanation Explanation)> explanations)
    {
        var draft = new GraphDraft();
        foreach (var (address, explanation) in explanations) Draw(draft, ExplainOperation.DeliveryName, address, explanation);
        draft.MarkLoops();
        return draft.Finish($"mail for {string.Join(", ", explanations.Select(one => Shown.Text(one.Address)))}");
    }

    private static void Draw(GraphDraft draft, string format, string address, Explanation explanation)
    {
        var shown = Wording.Show(ByteText.FromText(address));
        var walk = new ExplanationWalk(draft);
        if (format == ExplainOperation.DeliveryName) walk.Add(shown, explanation.Steps);
        else walk.AddAnswer(shown, explanation, hasWay: format is not (ExplainOperation.SessionName or "access"));
    }
}
