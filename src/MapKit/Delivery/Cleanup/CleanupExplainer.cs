using MapKit.Delivery.Content;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Tables;
using MapKit.Tables.Addresses;

namespace MapKit.Delivery.Cleanup;

/// <summary>
/// What cleanup(8) does with the envelope of a message: completes and rewrites the sender and the recipients, adds copies and expands virtual
/// aliases (<c>cleanup_addr_sender</c>, <c>cleanup_addr_recipient</c>, <c>cleanup_addr_bcc</c>).
/// </summary>
/// <param name="settings">The settings of the service.</param>
/// <param name="report">Takes what is found out.</param>
internal sealed class CleanupExplainer(ServiceSettings settings, DeliveryReport report)
{
    private readonly List<ExplanationNode> _steps = [];
    private readonly List<string> _recipients = [];
    private readonly HashSet<string> _known = [];
    private bool _hasFailed;
    private string _consequence = RewritingExplainer.NotAccepted;

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>Receives a message.</summary>
    /// <param name="mail">The message.</param>
    /// <returns>The message as it is queued; null if cleanup(8) does not accept it.</returns>
    public Mail? Receive(Mail mail)
    {
        if (mail.IsForwarded) _consequence = "cleanup(8) does not accept the forwarded message, and local(8) defers the mail";
        if (HasTooManyHops(mail)) return null;
        var sender = mail.Sender is { } given ? Sender(given, mail) : null;
        if (sender is { Length: > 0 } && mail.AddsCopies) Copy("sender_bcc_maps", sender, mail);
        string? last = null;
        foreach (var recipient in mail.Recipients)
        {
            last = Recipient(recipient, mail, "");
            if (last.Length > 0 && mail.AddsCopies) Copy("recipient_bcc_maps", last, mail);
        }

        var verdict = mail is { Content: { } content, IsForwarded: false } ? Check(content, mail) : null;
        if (last is not null && mail.AddsCopies && settings.Get("always_bcc") is { Length: > 0 } always) Recipient(always, mail, " (always_bcc)");
        foreach (var copy in verdict?.Copies ?? []) Recipient(copy, mail, " (BCC)");
        if (_hasFailed || verdict is { IsDiscarded: true } or { Rejection: not null }) return null;
        var queued = mail with { Sender = sender, Recipients = _recipients };
        return verdict is null ? queued : Apply(verdict, queued);
    }

    /// <summary>Checks the content of a message.</summary>
    private ContentVerdict Check(ReceivedContent content, Mail mail)
    {
        var explainer = new ContentExplainer(settings, report)
        {
            Addresses = content.Completion is { } completion ? new HeaderAddresses(settings, completion, report) { Maps = mail.MapsAddresses } : null,
        };
        var verdict = explainer.Explain(content.Message, content.IsChecked);
        List<ExplanationNode> steps = [.. explainer.Steps];
        if (verdict.Rejection is { } rejection) steps.Add(report.Reject(rejection.Normalized(settings.Context.Server.IsOn("soft_bounce"))));
        else if (verdict.IsDiscarded) steps.Add(report.Discard("cleanup(8) discards the message"));
        else if (verdict.IsHeld) steps.Add(report.Hold());
        Add("message", steps);
        return verdict;
    }

    /// <summary>The message as the checks of its content leave it.</summary>
    private Mail Apply(ContentVerdict verdict, Mail mail)
    {
        mail = mail with
        {
            Content = mail.Content! with { Message = verdict.Message },
            DeliveredTo = mail.DeliveredTo.Union(verdict.DeliveredTo),
            ReceivedHeaders = verdict.ReceivedHeaders,
            ContentFilter = verdict.Filter ?? mail.ContentFilter,
        };

        // The queue manager completes the address, and takes no notice of a content filter.
        return verdict.Redirect is { } redirect ? mail with { Recipients = [settings.Context.Queue.Rewriter.Complete(AddressForm.Internal(redirect))], ContentFilter = "" } : mail;
    }

    /// <summary>Each passage adds a <c>Received</c> header; a message with too many of them bounces.</summary>
    private bool HasTooManyHops(Mail mail)
    {
        if (mail.Hops + mail.ReceivedHeaders + 1 < settings.Number("hopcount_limit")) return false;
        _steps.Add(new AgentVerdict(settings, report).Bounce("5.4.0", "too many hops"));
        return true;
    }

    private string Sender(string sender, Mail mail)
    {
        var steps = new List<ExplanationNode>();
        var completed = settings.Rewriter.Complete(sender);
        if (FoldedText.AreEqual(completed, settings.Rewriter.Complete("MAILER-DAEMON")) && completed.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase))
        {
            steps.Add(CanonicalRewriting.StepOf(completed, "", "mail from MAILER-DAEMON of this host has the null sender"));
            completed = "";
        }

        var result = mail.MapsAddresses ? Rewrite("sender", completed, steps) : completed;
        Add($"sender {Wording.ShowAddress(result)}", steps, ExplanationStage.Sender, result);
        return result;
    }

    /// <summary>Rewrites a recipient and expands it.</summary>
    /// <returns>The address before the expansion.</returns>
    private string Recipient(string recipient, Mail mail, string why)
    {
        var steps = new List<ExplanationNode>();
        var completed = settings.Rewriter.Complete(recipient.Length > 0 ? recipient : settings.Get("empty_address_recipient"));
        var rewritten = mail.MapsAddresses ? Rewrite("recipient", completed, steps) : completed;
        Add($"recipient {Wording.ShowAddress(rewritten)}{why}", steps, ExplanationStage.Recipient, recipient, completed, rewritten);
        if (!mail.MapsAddresses)
        {
            Queue(rewritten);
            return rewritten;
        }

        var aliases = new RewritingExplainer(settings, _consequence);
        var expanded = aliases.Virtual(rewritten, settings.Tables("virtual_alias_maps", TableFormat.Virtual), "virtual_alias_maps");
        if (aliases.Steps.Count > 0) Add("virtual aliases", aliases.Steps, ExplanationStage.VirtualAliases, rewritten);
        Note(aliases.Problem, aliases.IsUncertain);
        foreach (var address in expanded) Queue(address);
        return rewritten;
    }

    private void Queue(string address)
    {
        if (_known.Add(FoldedText.Fold(address))) _recipients.Add(address);
    }

    private string Rewrite(string who, string address, List<ExplanationNode> steps)
    {
        var rewriting = new CanonicalRewriting(settings, _consequence);
        var result = rewriting.Apply("envelope", who, address);
        steps.AddRange(rewriting.Steps);
        Note(rewriting.Problem, rewriting.IsUncertain);
        return result;
    }

    private void Copy(string parameter, string address, Mail mail)
    {
        var tables = settings.Tables(parameter, TableFormat.Bcc);
        if (tables.Count == 0) return;
        var search = new TableSearch(parameter, AddressForm.External(address), tables).Run(new AddressProbes(settings.Probes).OfAddress(address));
        var steps = new List<ExplanationNode> { Wording.StepOf(search) };
        report.Note(null, search.IsUncertain);
        if (search.Failure is not null) Fail(Wording.Failure(search), steps);
        Add($"recipient copies for {Wording.ShowAddress(address)}", steps);
        if (search.Answer is { Value: { } copy }) Recipient(AddressForm.Internal(copy), mail, $" ({parameter})");
    }

    private void Fail(string problem, List<ExplanationNode> steps)
    {
        steps.Add(new ExplanationNode(ExplanationKind.Deferral, $"{problem}; {_consequence}"));
        Note(problem, isUncertain: false);
    }

    private void Note(string? problem, bool isUncertain)
    {
        _hasFailed |= problem is not null;
        report.Note(problem, isUncertain);
    }

    private void Add(string text, IReadOnlyList<ExplanationNode> children, ExplanationStage stage = ExplanationStage.None, params string[] addresses) =>
        _steps.Add(new ExplanationNode(ExplanationKind.Step, text) { Stage = stage, Subjects = [.. addresses.Select(Wording.ShowAddress)], Children = children });
}
