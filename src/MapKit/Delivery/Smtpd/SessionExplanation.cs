using System.Globalization;

namespace MapKit.Delivery.Smtpd;

/// <summary>Explains an SMTP session, and what would be otherwise if an assumption were wrong.</summary>
internal static class SessionExplanation
{
    private const int MostAlternatives = 20;

    /// <summary>Parameters of smtpd whose effect is not followed.</summary>
    private static readonly string[] NotFollowed =
        ["smtpd_milters", "smtpd_milter_maps", "smtpd_proxy_filter", "smtpd_command_filter", "smtpd_reject_filter_maps", "smtpd_reject_footer", "smtpd_reject_footer_maps", "smtpd_upstream_proxy_protocol"];

    /// <summary>Explains a session.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="session">The session.</param>
    /// <exception cref="FormatException">master.cf has no such service, or an assumption has no use.</exception>
    /// <exception cref="MapKit.Configuration.ConfigurationException">A parameter cannot be read.</exception>
    public static Explanation Explain(ExplainContext context, SmtpSession session)
    {
        using var server = SmtpServer.Find(context, session.Service);
        if (server.StartFailure is { } failure)
            return new Explanation(ExplainOutcome.Trouble, [], [new ExplanationNode(ExplanationKind.Deferral, $"smtpd does not start, and no mail is received: {failure}")]);
        var assumptions = new Assumptions(session.Assumptions, session.Dns);
        var explainer = new SessionExplainer(server, session, assumptions);
        explainer.Explain();

        var steps = new List<ExplanationNode>();
        steps.AddRange(Introduction(server, session));
        steps.AddRange(explainer.State.Steps);
        steps.Add(Result(explainer));
        steps.AddRange(assumptions.Used.Where(used => used.Source == AssumptionSource.Default).Take(MostAlternatives).Select(used => Alternative(server, session, used, explainer)));
        steps.AddRange(assumptions.Unused.Select(name => new ExplanationNode(ExplanationKind.Note, $"--assume {name}: no step of this session needs it")));
        return new Explanation(ExplainOutcome.Found, [ReplyText(explainer)], steps);
    }

    private static IEnumerable<ExplanationNode> Introduction(SmtpServer server, SmtpSession session)
    {
        if (server.Service is { } service) yield return new ExplanationNode(ExplanationKind.Note, string.Create(CultureInfo.InvariantCulture, $"service {service} [{server.Context.MasterPath}:{service.Name.Place.Line}]"));
        if (session.Address == SmtpSession.Unknown) yield return new ExplanationNode(ExplanationKind.Note, "the client is not given (--client): it is taken as in none of the networks and tables");
        if (session.Helo is null) yield return new ExplanationNode(ExplanationKind.Note, "the HELO name is not given (--helo): it is taken as the client's own name or address");
        foreach (var parameter in NotFollowed.Where(parameter => server.Get(parameter).Length > 0 && server.Get(parameter) != "no"))
            yield return new ExplanationNode(ExplanationKind.Note, $"{parameter} is set; its effect is not part of this explanation");
    }

    private static string ReplyText(SessionExplainer explainer) => explainer.State.IsHungUp ? "no answer: the connection ends" : Wording.Show(explainer.Reply.ToString());

    private static ExplanationNode Result(SessionExplainer explainer)
    {
        var reply = ReplyText(explainer);
        var command = SessionExplainer.NameOf(explainer.Refused ?? "RCPT");
        var kind = explainer.Refused is null ? ExplanationKind.Action : explainer.Reply.IsTemporary ? ExplanationKind.Deferral : ExplanationKind.Bounce;
        var children = explainer.Refused is null
            ? explainer.State.Effects
            : [.. explainer.State.DecidedBy.Select(place => new ExplanationNode(ExplanationKind.Note, $"decided by {place}"))];
        return new ExplanationNode(kind, explainer.Refused is null ? $"the server accepts the message: {reply}" : $"the server answers {command}: {reply}")
        {
            Facts = [("command", explainer.Refused ?? "RCPT"), ("reply", reply)],
            Children = children,
        };
    }

    /// <summary>What the answer rests on, and the answer if that were otherwise.</summary>
    private static ExplanationNode Alternative(SmtpServer server, SmtpSession session, Assumption used, SessionExplainer explainer)
    {
        var text = $"the answer rests on: {used.Question}: taken as {used.Answer} (--assume {used.Name}={used.Opposite ?? "..."})";
        if (used.Opposite is { } opposite)
        {
            var other = new SessionExplainer(server, session, new Assumptions(new Dictionary<string, string>(session.Assumptions) { [used.Name] = opposite }, session.Dns));
            other.Explain();
            var reply = ReplyText(other);
            text += reply == ReplyText(explainer) ? "; otherwise the answer is the same" : $"; otherwise the server answers {SessionExplainer.NameOf(other.Refused ?? "RCPT")}: {reply}";
        }

        return new ExplanationNode(ExplanationKind.Note, text) { Facts = [("assume", used.Name), ("answer", used.Answer)] };
    }
}
