using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Operations.Explaining;

/// <summary>
/// Walks the whole road of a message: canonical and virtual addresses, the class of the address, its route, and what the program that
/// delivers does: generic addresses and credentials, or aliases.
/// </summary>
/// <param name="context">The configuration.</param>
internal sealed class DeliveryExplainer(ExplainContext context)
{
    /// <summary>Parameters that send mail elsewhere, too, or change addresses; what they do is not part of an explanation.</summary>
    private static readonly string[] NotFollowed =
        ["always_bcc", "content_filter", "masquerade_domains", "recipient_bcc_maps", "sender_bcc_maps", "smtp_fallback_relay", "mailbox_transport", "mailbox_transport_maps"];

    private readonly List<ExplanationNode> _steps = [];
    private readonly List<string> _results = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>The routes, each once, for people.</summary>
    public IReadOnlyList<string> Results => _results;

    /// <summary>Why the message is not taken or waits; null if it goes its way.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the mail comes back.</summary>
    public bool IsBounced { get; private set; }

    /// <summary>Whether a table could not be asked that might have answered.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Walks the road.</summary>
    /// <param name="recipient">The recipient in internal form.</param>
    /// <param name="sender">The sender in internal form, or null where it is not known.</param>
    public void Explain(string recipient, string? sender)
    {
        foreach (var parameter in NotFollowed.Where(parameter => context.Get(parameter).Length > 0))
            _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{parameter} is set, and not part of this explanation"));
        if (sender is not null) sender = Canonical("sender", sender, "sender_canonical_maps", "sender_canonical_classes", "envelope_sender");
        recipient = Canonical("recipient", recipient, "recipient_canonical_maps", "recipient_canonical_classes", "envelope_recipient");
        if (Problem is not null) return;

        var cleanup = context.ProgramNamed("cleanup");
        var aliases = new RewritingExplainer(context);
        var recipients = aliases.Virtual(recipient, context.ConfiguredTables("virtual_alias_maps", TableFormat.Virtual, cleanup), "virtual_alias_maps");
        Add("virtual aliases", aliases.Steps);
        Note(aliases.Problem, aliases.IsUncertain);
        if (Problem is not null) return;
        foreach (var final in recipients.DistinctBy(FoldedText.Of)) Route(final, sender);
    }

    private string Canonical(string who, string address, string ownParameter, string classParameter, string envelopeClass)
    {
        var cleanup = context.ProgramNamed("cleanup");
        var rewriting = new RewritingExplainer(context);
        if (context.HasWord(classParameter, envelopeClass, cleanup))
            address = rewriting.Canonical(address, context.ConfiguredTables(ownParameter, TableFormat.Canonical, cleanup), ownParameter);
        if (rewriting.Problem is null && context.HasWord("canonical_classes", envelopeClass, cleanup))
            address = rewriting.Canonical(address, context.ConfiguredTables("canonical_maps", TableFormat.Canonical, cleanup), "canonical_maps");
        Add($"{who} {Wording.ShowAddress(address)}", rewriting.Steps, always: true);
        Note(rewriting.Problem, rewriting.IsUncertain);
        return address;
    }

    private void Route(string recipient, string? sender)
    {
        var resolved = context.Resolution.Resolve(recipient);
        if (!resolved.IsValid)
        {
            IsBounced = true;
            _steps.Add(new ExplanationNode(ExplanationKind.Bounce, $"{Wording.ShowAddress(recipient)}: the mail comes back: bad address syntax"));
            return;
        }

        var routes = new RouteExplainer(context);
        var route = routes.Transport(routes.RouteOfClass(resolved, sender), context.ConfiguredTables("transport_maps", TableFormat.Transport, context.Rewriter), out _);
        if (routes.Relocated(resolved.Recipient, context.ConfiguredTables("relocated_maps", TableFormat.Relocated, context.Rewriter), out _) is { } moved)
            route = route with { Transport = "error", NextHop = moved };
        routes.Add(route);
        Add($"mail for {Wording.ShowAddress(resolved.Recipient)}", routes.Steps);
        Note(routes.Problem, routes.IsUncertain);
        if (!_results.Contains(Wording.Show(route.ToString()))) _results.Add(Wording.Show(route.ToString()));
        IsBounced |= route.Transport == "error";
        if (routes.Problem is null) Deliver(route, sender);
    }

    private void Deliver(ResolvedRoute route, string? sender)
    {
        switch (context.ProgramOf(route.Transport))
        {
            case "smtp":
            case "lmtp":
                Send(route, sender);
                break;
            case "local":
                var service = context.ServiceOf(route.Transport);
                var aliases = new AliasExplainer(context, context.ConfiguredTables("alias_maps", TableFormat.Aliases, service), service);
                Add("aliases", aliases.Explain(route.Address.Recipient));
                Note(aliases.Problem, aliases.IsUncertain);
                break;
            case "virtual":
                FindMailbox(route);
                break;
            case "":
                Problem ??= $"master.cf has no service {Wording.Show(route.Transport)}";
                _steps.Add(new ExplanationNode(ExplanationKind.Deferral, $"{Problem}; the mail waits"));
                break;
        }
    }

    private void Send(ResolvedRoute route, string? sender)
    {
        var service = context.ServiceOf(route.Transport);
        var prefix = context.ProgramOf(route.Transport) == "lmtp" ? "lmtp" : "smtp";
        var generic = context.ConfiguredTables($"{prefix}_generic_maps", TableFormat.Generic, service);
        if (generic.Count > 0)
        {
            var rewriting = new RewritingExplainer(context);
            if (sender is not null) rewriting.Generic(sender, generic, $"{prefix}_generic_maps");
            rewriting.Generic(route.Address.Recipient, generic, $"{prefix}_generic_maps");
            Add("generic addresses", rewriting.Steps);
            Note(rewriting.Problem, rewriting.IsUncertain);
        }

        var passwords = context.ConfiguredTables($"{prefix}_sasl_password_maps", TableFormat.SaslPasswd, service);
        if (passwords.Count == 0 || !context.IsOn($"{prefix}_sasl_auth_enable", service)) return;
        var credentials = new CredentialExplainer(context);
        credentials.OfNextHop(route.NextHop, sender, context.Options.Host, passwords, service);
        Add("credentials", credentials.Steps);
        Note(credentials.Problem, credentials.IsUncertain);
    }

    private void FindMailbox(ResolvedRoute route)
    {
        var service = context.ServiceOf(route.Transport);
        var recipient = route.Address.Recipient;
        var search = new TableSearch("virtual_mailbox_maps", recipient, context.ConfiguredTables("virtual_mailbox_maps", TableFormat.Plain, service))
            .Run(new AddressProbes(context.Settings).OfAddress(recipient));
        IsBounced |= search.Answer is null && search.Failure is null;
        var mailbox = search.Answer is { Value: { } value }
            ? new ExplanationNode(ExplanationKind.File, $"the mailbox {Wording.Show($"{context.Get("virtual_mailbox_base", service)}/{value}")}")
            : search.Failure is null
                ? new ExplanationNode(ExplanationKind.Bounce, $"the mail comes back: unknown user: {Wording.ShowAddress(recipient)}")
                : new ExplanationNode(ExplanationKind.Deferral, $"{Wording.Failure(search)}; the mail waits");
        Add("mailbox", [Wording.Of(search), mailbox]);
        Note(search.Failure is null ? null : Wording.Failure(search), search.IsUncertain);
    }

    private void Add(string text, IReadOnlyList<ExplanationNode> steps, bool always = false)
    {
        if (steps.Count > 0 || always) _steps.Add(new ExplanationNode(ExplanationKind.Step, text) { Children = steps });
    }

    private void Note(string? problem, bool isUncertain)
    {
        Problem ??= problem;
        IsUncertain |= isUncertain;
    }
}
