using MapKit.Delivery.Cleanup;
using MapKit.Delivery.Queue;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Services;
using MapKit.Tables;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Smtp;

/// <summary>smtp(8) and lmtp(8): generic addresses, credentials, and what else is known before the client connects.</summary>
/// <param name="settings">The settings of the service.</param>
/// <param name="report">Takes what is found out.</param>
internal sealed class ClientAgent(ServiceSettings settings, DeliveryReport report)
{
    private readonly List<ExplanationNode> _steps = [];
    private readonly string _prefix = settings.Program == "lmtp" ? "lmtp" : "smtp";
    private bool _logsIn;

    /// <summary>Why the client cannot connect to a next hop that is an address in brackets.</summary>
    /// <returns>Null if it can.</returns>
    public ExplanationNode? Refusal(DeliveryRequest request)
    {
        if (ClientDestination.Parse(request.NextHop, settings.Program) is not { Literal: { } literal } destination) return null;
        var verdict = new AgentVerdict(settings, report);
        if (!NetworkAddress.TryParse(Latin1Text.Bytes(literal), out var address)) return null;
        if (!new InternetProtocols(settings.Words("inet_protocols")).Has(address))
            return verdict.Bounce("5.4.4", $"Name service error for {literal}: invalid host or domain name", "inet_protocols does not have the protocol of the address");
        return settings.Program == "smtp" && destination.IsDefaultPort && settings.IsOwnAddress(literal)
            ? verdict.Bounce("5.4.6", $"mail for {literal} loops back to myself", "the next hop is this host")
            : null;
    }

    /// <summary>What becomes of a mail.</summary>
    public IReadOnlyList<ExplanationNode> Deliver(DeliveryRequest request)
    {
        Rewrite(request);
        if (request.Mail.Content is { } content) Add("message", new ClientContent(settings, _prefix, report).Explain(content.Message));
        LogIn(request);
        _steps.AddRange(UnfollowedSettings.OfDelivery(settings, _prefix, _logsIn, request.Mail.Content is not null));
        if (settings.Get($"{_prefix}_fallback_relay") is { Length: > 0 } relays)
            _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{_prefix}_fallback_relay: if no server of {Wording.Show(request.NextHop)} can be reached, the mail goes to {Wording.Show(relays)}"));
        return _steps;
    }

    private void Rewrite(DeliveryRequest request)
    {
        var parameter = $"{_prefix}_generic_maps";
        var generic = settings.Tables(parameter, TableFormat.Generic);
        if (generic.Count == 0) return;
        var rewriting = new RewritingExplainer(settings, RewritingExplainer.Deferred);
        if (request.Mail.Sender is { } sender) rewriting.Generic(sender, generic, parameter);
        rewriting.Generic(request.Recipient, generic, parameter);
        Add("generic addresses", rewriting.Steps);
        report.Note(rewriting.Problem, rewriting.IsUncertain);
    }

    private void LogIn(DeliveryRequest request)
    {
        var passwords = settings.Tables($"{_prefix}_sasl_password_maps", TableFormat.SaslPasswd);
        if (passwords.Count == 0) return;
        if (!settings.IsOn($"{_prefix}_sasl_auth_enable"))
        {
            _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{_prefix}_sasl_auth_enable is off: the client does not log in"));
            return;
        }

        _logsIn = true;
        var credentials = new CredentialExplainer(settings);
        credentials.OfNextHop(request.NextHop, request.Mail.Sender, settings.Context.Options.Host, passwords);
        Add("credentials", credentials.Steps, ExplanationStage.Login);
        report.Note(credentials.Problem, credentials.IsUncertain);
    }

    private void Add(string text, IReadOnlyList<ExplanationNode> steps, ExplanationStage stage = ExplanationStage.None)
    {
        if (steps.Count > 0) _steps.Add(new ExplanationNode(ExplanationKind.Step, text) { Stage = stage, Children = steps });
    }
}
