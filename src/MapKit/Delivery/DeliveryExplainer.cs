using MapKit.Delivery.Cleanup;
using MapKit.Delivery.Local;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Smtp;
using MapKit.Delivery.Smtpd;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery;

/// <summary>
/// Follows a message through Postfix: canonical and virtual addresses, the class of the address, its route, and the program that
/// delivers: generic addresses and credentials, or aliases.
/// </summary>
/// <param name="context">The configuration.</param>
internal sealed class DeliveryExplainer(ExplainContext context)
{
    /// <summary>Parameters that also redirect mail or change addresses; their effect is not part of an explanation.</summary>
    private static readonly string[] NotFollowed =
        ["always_bcc", "content_filter", "recipient_bcc_maps", "sender_bcc_maps", "smtp_fallback_relay", "receive_override_options"];

    private readonly HashSet<string> _explained = [];
    private readonly List<string> _results = [];
    private List<ExplanationNode> _steps = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>The routes as text, without duplicates and without those to a local(8) that forwards everything.</summary>
    public IReadOnlyList<string> Results => _results;

    /// <summary>Why Postfix does not accept the message or defers it; null if it delivers it.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether Postfix bounces the mail, or the SMTP server rejects it.</summary>
    public bool IsBounced { get; private set; }

    /// <summary>Whether a table could not be asked that might have answered.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Explains a message that is received by SMTP.</summary>
    /// <param name="recipient">The recipient in internal form.</param>
    /// <param name="sender">The sender in internal form, or null if it is not known.</param>
    public void Explain(string recipient, string? sender)
    {
        foreach (var parameter in NotFollowed.Where(parameter => context.Get(parameter).Length > 0))
            _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{parameter} is set; its effect is not part of this explanation"));
        var check = new RecipientCheck(context);
        check.Explain(recipient, sender);
        Add("SMTP server", check.Steps);
        IsBounced |= check.IsRefused;
        FollowFromCleanup(recipient, sender);
    }

    /// <summary>The delivery path from cleanup(8) on; mail that local(8) forwards passes through it again.</summary>
    private void FollowFromCleanup(string recipient, string? sender)
    {
        if (sender is not null && !TryRewrite("sender", ref sender)) return;
        if (!TryRewrite("recipient", ref recipient)) return;

        var cleanup = context.ProgramNamed("cleanup");
        var aliases = new RewritingExplainer(context);
        var recipients = aliases.Virtual(recipient, context.ConfiguredTables("virtual_alias_maps", TableFormat.Virtual, cleanup), "virtual_alias_maps");
        Add("virtual aliases", aliases.Steps);
        Note(aliases.Problem, aliases.IsUncertain);
        if (aliases.Problem is not null) return;
        foreach (var final in recipients.DistinctBy(FoldedText.Fold)) Route(final, sender);
    }

    /// <summary>What cleanup(8) does with an address of the envelope: canonical addresses, then masquerading.</summary>
    /// <returns>Whether it takes the message.</returns>
    private bool TryRewrite(string who, ref string address)
    {
        var cleanup = context.ProgramNamed("cleanup");
        var rewriting = new RewritingExplainer(context);
        if (context.HasWord($"{who}_canonical_classes", $"envelope_{who}", cleanup))
            address = rewriting.Canonical(address, context.ConfiguredTables($"{who}_canonical_maps", TableFormat.Canonical, cleanup), $"{who}_canonical_maps");
        if (rewriting.Problem is null && context.HasWord("canonical_classes", $"envelope_{who}", cleanup))
            address = rewriting.Canonical(address, context.ConfiguredTables("canonical_maps", TableFormat.Canonical, cleanup), "canonical_maps");
        var steps = rewriting.Steps;
        if (context.HasWord("masquerade_classes", $"envelope_{who}", cleanup) && AddressMasquerade.Apply(context, address) is var masked && masked != address)
        {
            var text = $"{Wording.ShowAddress(address)} becomes {Wording.ShowAddress(masked)} (masquerade_domains)";
            steps = [.. steps, new ExplanationNode(ExplanationKind.Rewriting, text) { Facts = [("from", Wording.ShowAddress(address)), ("to", Wording.ShowAddress(masked))] }];
            address = masked;
        }

        Add($"{who} {Wording.ShowAddress(address)}", steps, always: true);
        Note(rewriting.Problem, rewriting.IsUncertain);
        return rewriting.Problem is null;
    }

    private void Route(string recipient, string? sender)
    {
        _explained.Add(FoldedText.Fold(recipient));
        var resolved = context.Resolution.Resolve(recipient);
        if (!resolved.IsValid)
        {
            IsBounced = true;
            _steps.Add(Wording.BadAddress(recipient));
            return;
        }

        var routes = new RouteExplainer(context);
        var route = routes.RouteOf(resolved, sender);
        if (routes.Problem is null) routes.Add(route);
        Add($"mail for {Wording.ShowAddress(resolved.Recipient)}", routes.Steps);
        Note(routes.Problem, routes.IsUncertain);
        IsBounced |= route.Transport == "error";
        if (routes.Problem is not null) AddResult(route);
        else Deliver(route, sender);
    }

    private void AddResult(ResolvedRoute route)
    {
        if (!_results.Contains(Wording.Show(route.ToString()))) _results.Add(Wording.Show(route.ToString()));
    }

    private void Deliver(ResolvedRoute route, string? sender)
    {
        var program = context.ProgramOf(route.Transport);
        if (program == "local")
        {
            Expand(route, sender);
            return;
        }

        AddResult(route);
        switch (program)
        {
            case "smtp" or "lmtp":
                Send(route, sender);
                break;
            case "virtual":
                FindMailbox(route);
                break;
            case "":
                var problem = $"master.cf has no service {Wording.Show(route.Transport)}";
                Note(problem, isUncertain: false);
                _steps.Add(new ExplanationNode(ExplanationKind.Deferral, $"{problem}; Postfix defers the mail"));
                break;
        }
    }

    /// <summary>Aliases, and the delivery of the addresses that they forward to.</summary>
    private void Expand(ResolvedRoute route, string? sender)
    {
        var service = context.ServiceOf(route.Transport);
        var aliases = new AliasExplainer(context, context.ConfiguredTables("alias_maps", TableFormat.Aliases, service), service);
        Add("aliases", aliases.Explain(route.Address.Recipient));
        Note(aliases.Problem, aliases.IsUncertain);
        IsBounced |= aliases.IsBounced;
        if (aliases.Forwarded.Count == 0 || aliases.Results.Count > aliases.Forwarded.DistinctBy(forwarded => forwarded.Recipient).Count()) AddResult(route);
        foreach (var (recipient, owner) in aliases.Forwarded)
        {
            var before = _steps;
            _steps = [];
            if (_explained.Add(FoldedText.Fold(recipient))) FollowFromCleanup(recipient, owner ?? sender);
            else _steps.Add(new ExplanationNode(ExplanationKind.Note, "explained above"));
            before.Add(new ExplanationNode(ExplanationKind.Step, $"a new message for {Wording.ShowAddress(recipient)}") { Children = _steps });
            _steps = before;
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
        if (passwords.Count == 0) return;
        if (!context.IsOn($"{prefix}_sasl_auth_enable", service))
        {
            _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{prefix}_sasl_auth_enable is off: the client does not log in"));
            return;
        }

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
                ? new ExplanationNode(ExplanationKind.Bounce, $"Postfix bounces the mail: unknown user: {Wording.ShowAddress(recipient)}")
                : new ExplanationNode(ExplanationKind.Deferral, $"{Wording.Failure(search)}; Postfix defers the mail");
        Add("mailbox", [Wording.StepOf(search), mailbox]);
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
