using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery.Services;

/// <summary>
/// What a delivery agent says about a recipient: bounced or deferred, after <c>soft_bounce</c> and the agent's filter of delivery status codes
/// (<c>bounce_append</c>, <c>defer_append</c>, <c>dsn_filter</c>).
/// </summary>
/// <param name="settings">The settings of the agent.</param>
/// <param name="report">Takes the verdicts.</param>
internal sealed class AgentVerdict(ServiceSettings settings, DeliveryReport report)
{
    /// <summary>The mail is undeliverable.</summary>
    /// <param name="status">The enhanced status code, <c>5.x.y</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="subject">What is said before the verdict; empty for nothing.</param>
    public ExplanationNode Bounce(string status, string reason, string subject = "") => Decide(status, reason, subject);

    /// <summary>The mail is tried again later.</summary>
    /// <param name="status">The enhanced status code, <c>4.x.y</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="subject">What is said before the verdict; empty for nothing.</param>
    public ExplanationNode Defer(string status, string reason, string subject = "") => Decide(status, reason, subject);

    private ExplanationNode Decide(string status, string reason, string subject)
    {
        var notes = new List<ExplanationNode>();
        Filter(ref status, ref reason, notes);
        var isPermanent = status.StartsWith('5');
        if (isPermanent && settings.IsOn("soft_bounce"))
        {
            isPermanent = false;
            status = $"4{status[1..]}";
            notes.Add(new ExplanationNode(ExplanationKind.Note, "soft_bounce is on: mail that would bounce is deferred"));
        }

        report.IsBounced |= isPermanent;
        report.IsDeferred |= !isPermanent;
        var before = subject.Length == 0 ? "" : $"{subject}: ";
        return new ExplanationNode(
            isPermanent ? ExplanationKind.Bounce : ExplanationKind.Deferral,
            $"{before}Postfix {(isPermanent ? "bounces" : "defers")} the mail: {Wording.Show(reason)}")
        {
            Facts = [("status", status)],
            Children = notes,
        };
    }

    private void Filter(ref string status, ref string reason, List<ExplanationNode> notes)
    {
        var parameter = settings.Program is "local" or "virtual" or "smtp" or "lmtp" or "pipe" ? $"{settings.Program}_delivery_status_filter" : "default_delivery_status_filter";
        var tables = settings.Tables(parameter, TableFormat.DeliveryStatusFilter);
        if (tables.Count == 0) return;
        var key = $"{status} {reason}";
        var search = new TableSearch(parameter, key, tables).Run([new Probe(key, ProbeReason.Address)]);
        notes.Add(Wording.StepOf(search));
        report.Note(null, search.IsUncertain);

        // A filter cannot make a failure of a success, nor the other way round.
        if (search.Answer is not { Value: { } value } || DeliveryStatus.Parse(value) is not { } filtered || filtered.Code[0] == '2') return;
        (status, reason) = (filtered.Code, filtered.Text);
    }
}
