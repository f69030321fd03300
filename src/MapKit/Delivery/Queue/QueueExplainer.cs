using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Queue;

/// <summary>What the queue manager does with a recipient: which service delivers, and where to (<c>qmgr_message_resolve</c>).</summary>
/// <param name="settings">Its settings.</param>
/// <param name="report">Takes what is found out.</param>
internal sealed class QueueExplainer(ServiceSettings settings, DeliveryReport report)
{
    private readonly List<ExplanationNode> _steps = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>The recipient after resolving, in internal form.</summary>
    public string Recipient { get; private set; } = "";

    /// <summary>Resolves a recipient.</summary>
    /// <param name="recipient">The recipient in internal form.</param>
    /// <param name="mail">The message.</param>
    /// <returns>What a delivery agent gets; null if none gets anything.</returns>
    public DeliveryRequest? Resolve(string recipient, Mail mail)
    {
        Recipient = recipient;
        if (mail.ContentFilter.Length > 0) return Filter(recipient, mail);
        var resolved = settings.Rewriter.Resolution.Resolve(recipient);
        if (!resolved.IsValid)
        {
            _steps.Add(new AgentVerdict(settings, report).Bounce("5.1.3", "bad address syntax", Wording.ShowAddress(resolved.Recipient)));
            return null;
        }

        Recipient = resolved.Recipient;
        var routes = new RouteExplainer(settings.Rewriter);
        var route = routes.RouteOf(resolved, mail.Sender);
        _steps.AddRange(routes.Steps);
        report.Note(routes.Problem, routes.IsUncertain);
        if (routes.Problem is not null) return null;
        if (route.Class == AddressClass.Local && FoldedText.AreEqual(resolved.LocalPart, settings.Get("double_bounce_sender")))
        {
            _steps.Add(new ExplanationNode(ExplanationKind.Note, "the queue manager discards the mail: undeliverable postmaster notification discarded (double_bounce_sender)"));
            return null;
        }

        if (settings.Words("defer_transports").Contains(route.Transport))
        {
            _steps.Add(new AgentVerdict(settings, report).Defer("4.3.2", "deferred transport", $"defer_transports names {Wording.Show(route.Transport)}"));
            return null;
        }

        return new DeliveryRequest(route.Transport, route.NextHop, resolved.Recipient, mail) { Class = route.Class };
    }

    /// <summary>A content filter gets the mail whatever its route is.</summary>
    private DeliveryRequest? Filter(string recipient, Mail mail)
    {
        if (recipient.Length == 0)
        {
            _steps.Add(new AgentVerdict(settings, report).Bounce("5.1.3", "null recipient address"));
            return null;
        }

        var colon = mail.ContentFilter.IndexOf(':', StringComparison.Ordinal);
        var transport = colon < 0 ? mail.ContentFilter : mail.ContentFilter[..colon];
        var nextHop = colon < 0 ? "" : mail.ContentFilter[(colon + 1)..];
        if (nextHop.Length == 0) nextHop = settings.Get("default_filter_nexthop");
        var at = recipient.LastIndexOf('@');
        if (nextHop.Length == 0) nextHop = at >= 0 && at < recipient.Length - 1 ? recipient[(at + 1)..] : settings.Get("myhostname");
        _steps.Add(new ExplanationNode(ExplanationKind.Note, $"content_filter {Wording.Show(mail.ContentFilter)} gets the mail, whatever its route is; what the filter gives back is received by the SMTP server that it connects to"));
        return new DeliveryRequest(transport, nextHop, recipient, mail);
    }
}
