using System.Globalization;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Restrictions that hold in every list: permit, reject, defer, policy servers.</summary>
/// <param name="state">The session.</param>
/// <param name="access">Evaluates the answer of a policy server.</param>
internal sealed class GeneralRestrictions(SessionState state, AccessCheck access)
{
    /// <summary>The restrictions.</summary>
    public IEnumerable<(string Name, Func<RestrictionCall, Verdict> Evaluate)> All =>
    [
        ("permit", _ => Verdict.Permit),
        ("reject", call => state.Reject(new SmtpReply(state.Server.Number("reject_code"), "5.7.1", call.Stage.Prefix + "Access denied"))),
        ("defer", call => state.Reject(new SmtpReply(state.Server.Number("defer_code"), "4.3.2", call.Stage.Prefix + "Try again later"))),
        ("defer_if_permit", call => state.DeferIfPermitted(new SmtpReply(450, "4.7.0", call.Stage.Prefix + "defer_if_permit requested"))),
        ("defer_if_reject", DeferIfReject),
        ("reject_unauth_pipelining", _ => Verdict.Undecided),
        ("reject_plaintext_session", RejectPlaintext),
        ("sleep", Sleep),
        ("check_policy_service", AskServer),
        ("reject_multi_recipient_bounce", RejectBounce),
    ];

    private Verdict DeferIfReject(RestrictionCall call)
    {
        state.DeferIfRejected(new SmtpReply(450, "4.7.0", call.Stage.Prefix + "defer_if_reject requested"));
        return Verdict.Undecided;
    }

    private Verdict RejectPlaintext(RestrictionCall call) =>
        state.IsEncrypted ? Verdict.Undecided : state.Reject(new SmtpReply(state.Server.Number("plaintext_reject_code"), "4.7.1", "Session encryption is required"));

    private Verdict Sleep(RestrictionCall call)
    {
        if (call.Argument is not { Length: > 0 } seconds || seconds.AsSpan().ContainsAnyExceptInRange('0', '9')) throw state.Fail(SmtpReply.ServerError, "sleep needs a number after it");
        state.Note(string.Create(CultureInfo.InvariantCulture, $"smtpd waits {Wording.Show(seconds)} seconds"));
        return Verdict.Undecided;
    }

    /// <summary>A bounce with several recipients: an explanation has one.</summary>
    private Verdict RejectBounce(RestrictionCall call) =>
        state.Sender is "" && state.RecipientCount > (state.Command == "RCPT" ? 0 : 1)
            ? state.Reject(new SmtpReply(state.Server.Number("multi_recipient_bounce_reject_code"), "5.5.3", call.Stage.Prefix + "Multi-recipient bounce"))
            : Verdict.Undecided;

    private Verdict AskServer(RestrictionCall call)
    {
        var name = call.Argument!;
        var server = name is ['{', .. var inside, '}'] && ExplainContext.Words(inside) is [var first, ..] ? first : name;
        var answer = state.Assumptions.Ask($"what the policy server {Wording.Show(server)} answers (yes permits, no rejects, or an action of access(5))", "DUNNO", "REJECT", Wording.Show(server), "check_policy_service").Answer;
        state.Note($"the policy server {Wording.Show(server)} is not asked; its answer is taken as {Wording.Show(answer)}");
        return access.Apply(server, answer switch { "yes" => "OK", "no" => "REJECT", _ => answer }, call.Stage.ReplyName, call.Stage.Subject, call.Stage);
    }
}
