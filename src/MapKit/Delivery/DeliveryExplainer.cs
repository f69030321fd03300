using MapKit.Delivery.Cleanup;
using MapKit.Delivery.Content;
using MapKit.Delivery.Error;
using MapKit.Delivery.Local;
using MapKit.Delivery.Queue;
using MapKit.Delivery.Services;
using MapKit.Delivery.Smtp;
using MapKit.Delivery.Smtpd;
using MapKit.Delivery.Virtual;
using MapKit.Messages;

namespace MapKit.Delivery;

/// <summary>
/// Follows a message from daemon to daemon: smtpd(8) receives it, cleanup(8) rewrites its addresses, the queue manager asks
/// trivial-rewrite(8) for its route, and an agent delivers it. What local(8) forwards is a new message, which begins at cleanup(8).
/// </summary>
/// <param name="context">The configuration.</param>
internal sealed class DeliveryExplainer(ExplainContext context)
{
    /// <summary>Maximum number of messages that are followed: a few lists that name each other can make thousands.</summary>
    private const int MostMessages = 300;

    /// <summary>Maximum number of services that pass a recipient on to each other.</summary>
    private const int LongestChain = 10;

    private readonly DeliveryReport _report = new();
    private readonly HashSet<string> _followed = [];
    private readonly List<ExplanationNode> _steps = [];

    /// <summary>Whether <c>content_filter</c> gets the mail. Without it, the steps are those after the filter.</summary>
    public bool FollowsContentFilter { get; init; } = true;

    /// <summary>Whether the steps continue in local(8) and virtual(8); if not, an address represents every user of its domain.</summary>
    public bool AsksLocalAgents { get; init; } = true;

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>What is found out.</summary>
    public DeliveryReport Report => _report;

    /// <summary>Explains a message that is received by SMTP.</summary>
    /// <param name="recipient">The recipient, as a client gives it.</param>
    /// <param name="sender">The sender in internal form, or null if unknown.</param>
    public void Explain(string recipient, string? sender)
    {
        using var smtpd = context.Options.Session is { } given ? SmtpServer.Find(context, given.Service) : new SmtpServer(context, context.Server.Service);
        var server = smtpd.Settings;
        var address = AddressSyntax.Read(recipient);
        var check = new RecipientCheck(server);
        check.Explain(address ?? "", sender);
        NoteCompletion(address ?? "");
        _steps.AddRange(UnfollowedSettings.OfReception(server, context.Options.Message is not null));
        Add("SMTP server", ExplanationStage.Server, check.Steps, _steps);
        _report.Note(null, check.IsUncertain);
        _report.IsBounced |= check.IsRefused;
        _steps.AddRange(context.Unknowns.Take());
        if (check.IsBadAddress || address is null)
        {
            _steps.Add(new ExplanationNode(ExplanationKind.Bounce, $"{Wording.Show(recipient)}: Postfix does not accept mail for it: bad address syntax"));
            return;
        }

        if (Receive(smtpd, new Mail(sender, [address]) { CleanupService = server.Get("cleanup_service_name") }) is { } mail) _steps.AddRange(Follow(mail));
    }

    /// <summary>The message as the SMTP server passes it on; null if it is too large.</summary>
    private Mail? Receive(SmtpServer smtpd, Mail mail)
    {
        var server = smtpd.Settings;
        var overrides = server.Words("receive_override_options");
        var maps = !Has("no_address_mappings");
        if (!maps) _steps.Add(new ExplanationNode(ExplanationKind.Note, "receive_override_options has no_address_mappings: cleanup(8) changes no address, and expands and copies nothing"));
        mail = mail with { MapsAddresses = maps, AddsCopies = maps, ContentFilter = FollowsContentFilter ? server.Get("content_filter") : "" };
        if (context.Options.Message is not { } content) return mail;
        var message = new MessageText(content.Span);
        var limit = server.Number("message_size_limit");
        if (limit > 0 && message.TransferSize > limit)
        {
            _steps.Add(_report.Reject(new SmtpReply(552, "5.3.4", "Error: message file too big").Normalized(server.IsOn("soft_bounce"))));
            return null;
        }

        var headers = new HeaderContext(smtpd);
        var isChecked = !Has("no_header_body_checks");
        if (!isChecked) _steps.Add(new ExplanationNode(ExplanationKind.Note, "receive_override_options has no_header_body_checks: cleanup(8) checks no header and no line"));
        mail = mail with { Content = new ReceivedContent(message) { IsChecked = isChecked, Completion = headers.CompletionFor(context.Options.Session) } };
        _steps.AddRange(headers.Steps);
        return mail;

        bool Has(string option) => overrides.Contains(option, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Explains only the route of an address: nothing is rewritten.</summary>
    /// <param name="recipient">The address in internal form.</param>
    /// <param name="sender">The sender in internal form, or null if unknown.</param>
    public void ExplainRoute(string recipient, string? sender) => Route(recipient, new Mail(sender, [recipient]) { CleanupService = "" }, _steps);

    private void NoteCompletion(string address)
    {
        var completed = context.Server.Rewriter.Complete(address);
        if (address.Length > 0 && completed != address) _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{Wording.ShowAddress(address)} is completed to {Wording.ShowAddress(completed)}"));
    }

    /// <summary>A message from cleanup(8) on.</summary>
    private List<ExplanationNode> Follow(Mail mail)
    {
        if (!_followed.Add(mail.Identity)) return [new ExplanationNode(ExplanationKind.Note, "explained above")];
        if (_followed.Count > MostMessages)
        {
            _report.Note($"there are more than {MostMessages} messages", isUncertain: false);
            return [new ExplanationNode(ExplanationKind.Deferral, $"there are more than {MostMessages} messages; mapkit does not follow the others")];
        }

        var cleanup = new CleanupExplainer(context.Cleanup(mail.CleanupService), _report);
        var queued = cleanup.Receive(mail);
        List<ExplanationNode> steps = [.. cleanup.Steps, .. context.Unknowns.Take()];
        if (queued is null) return steps;
        foreach (var recipient in queued.Recipients) Route(recipient, queued, steps);
        return steps;
    }

    private void Route(string recipient, Mail mail, List<ExplanationNode> steps)
    {
        var queue = new QueueExplainer(context.Queue, _report);
        var request = queue.Resolve(recipient, mail);
        var children = new List<ExplanationNode>(queue.Steps);
        List<ExplanationNode> after = [];
        if (request is not null) Deliver(request, children, after, passes: 0);
        steps.Add(new ExplanationNode(ExplanationKind.Step, $"mail for {Wording.ShowAddress(queue.Recipient)}")
        {
            Stage = ExplanationStage.Route,
            Subjects = [Wording.ShowAddress(recipient), Wording.ShowAddress(queue.Recipient)],
            Children = [.. children, .. context.Unknowns.Take()],
        });
        steps.AddRange(after);
    }

    /// <summary>Gives a request to the delivery agent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">Takes the route.</param>
    /// <param name="after">Takes what follows it.</param>
    /// <param name="passes">How many services have passed it on.</param>
    private void Deliver(DeliveryRequest request, List<ExplanationNode> route, List<ExplanationNode> after, int passes)
    {
        var settings = context.SettingsOfTransport(request.Transport);
        if (settings.Program == "error")
        {
            route.Add(new ErrorAgent(settings, _report).Deliver(request));
            return;
        }

        IReadOnlyList<(string, string)> facts = [("transport", Wording.Show(request.Transport)), ("nextHop", Wording.Show(request.NextHop))];
        if (settings.Program is "smtp" or "lmtp" && new ClientAgent(settings, _report).Refusal(request) is { } refusal)
        {
            route.Add(refusal with { Facts = [.. facts, .. refusal.Facts] });
            return;
        }

        if (request.Transport.Length > 0) route.Add(new ExplanationNode(ExplanationKind.Route, $"transport {Wording.Show(request.Transport)}, next hop {Wording.Show(request.NextHop)}")
        {
            Facts = facts,
        });
        if (settings.Program != "local" && request.Transport.Length > 0) _report.Add(Wording.Show(request.Route));
        switch (settings.Program)
        {
            case "local" or "virtual" when !AsksLocalAgents:
                break;
            case "local":
                DeliverLocally(request, settings, after, passes);
                break;
            case "smtp" or "lmtp":
                after.AddRange(new ClientAgent(settings, _report).Deliver(request));
                break;
            case "virtual":
                Add("mailbox", ExplanationStage.Mailbox, new VirtualAgent(settings, _report).Deliver(request), after);
                break;
            case "":
                var problem = request.Transport.Length == 0 ? "the transport is empty, and local(8) ends when it reads that" : $"master.cf has no service {Wording.Show(request.Transport)}";
                _report.Note(problem, isUncertain: false);
                after.Add(new ExplanationNode(ExplanationKind.Deferral, passes == 0 || request.Transport.Length == 0 ? $"{problem}; Postfix defers the mail" : $"{problem}; local(8) waits for it, and the mail is not delivered"));
                break;
        }
    }

    private void DeliverLocally(DeliveryRequest request, ServiceSettings settings, List<ExplanationNode> after, int passes)
    {
        var local = new LocalDelivery(settings, _report);
        Add("aliases", ExplanationStage.Local, local.Deliver(request), after);
        if (local.HasOwnResult && passes == 0) _report.Add(Wording.Show(request.Route));
        foreach (var passed in local.PassedOn)
        {
            var route = new List<ExplanationNode>();
            var beyond = new List<ExplanationNode>();
            if (passes < LongestChain) Deliver(passed, route, beyond, passes + 1);
            else route.Add(new ExplanationNode(ExplanationKind.Note, "the services pass the mail on to each other without end") { EndsLoop = true });
            after.Add(new ExplanationNode(ExplanationKind.Step, $"mail for {Wording.ShowAddress(passed.Recipient)}")
            {
                Stage = ExplanationStage.FurtherRoute,
                Subjects = [Wording.ShowAddress(passed.Recipient)],
                Children = route,
            });
            after.AddRange(beyond);
        }

        foreach (var message in local.Forwarded)
        {
            var recipients = string.Join(", ", message.Recipients.Select(Wording.ShowAddress));
            if (local.IsDeferred) after.Add(new ExplanationNode(ExplanationKind.Note, $"local(8) forwards nothing to {recipients} before the rest can be delivered"));
            else after.Add(new ExplanationNode(ExplanationKind.Step, $"a new message for {recipients}") { Stage = ExplanationStage.Forwarded, Children = Follow(message) });
        }
    }

    private static void Add(string text, ExplanationStage stage, IReadOnlyList<ExplanationNode> steps, List<ExplanationNode> to)
    {
        if (steps.Count > 0) to.Add(new ExplanationNode(ExplanationKind.Step, text) { Stage = stage, Children = steps });
    }
}
