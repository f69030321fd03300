using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Tables.Access;
using MapKit.Tables.Grammar;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Looks up access tables and does what their values say (<c>check_access</c>, <c>check_table_result</c>).</summary>
/// <param name="state">The session.</param>
/// <param name="evaluator">Evaluates restrictions in values.</param>
internal sealed class AccessCheck(SessionState state, RestrictionEvaluator evaluator)
{
    private const int DeepestNesting = 100;

    /// <summary>Looks up keys in a table.</summary>
    /// <param name="call">The restriction.</param>
    /// <param name="subjectText">What is looked up, for the explanation.</param>
    /// <param name="probes">The keys.</param>
    /// <param name="replyName">What the reply names.</param>
    /// <param name="subject">What is checked.</param>
    /// <param name="isFound">Whether the table has an entry.</param>
    public Verdict Find(RestrictionCall call, string subjectText, IEnumerable<Probe> probes, string replyName, SmtpdSubject subject, out bool isFound)
    {
        var table = call.Argument!;
        isFound = true;

        // Only check_ccert_access knows options in braces; for the others smtpd has not opened such a table.
        if (table.StartsWith('{') && call.Name != "check_ccert_access")
        {
            state.Note($"smtpd does not know {Wording.Show(table)} as a table: only check_ccert_access takes a table in braces");
            return Apply(table, ServerErrorValue, replyName, subject, call.Stage);
        }

        var opened = state.Server.AccessTable(table);
        var search = state.Add(new TableSearch(call.Name, subjectText, [opened]).Run(probes));
        if (search.IsUncertain)
        {
            var answer = state.Assumptions.Ask($"what {opened.Specification} says about {Wording.Show(subjectText)} (no for no entry, or an action of access(5))", "no", null, opened.Specification, call.Name).Answer;
            state.Note($"{opened.Specification}: not known ({search.Steps.First(step => step.Outcome == SearchOutcome.Unanswerable).Reason}); taken as {(answer == "no" ? "no entry" : Wording.Show(answer))}");
            isFound = answer != "no";
            return isFound ? Apply(table, answer == "yes" ? "OK" : answer, replyName, subject, call.Stage) : Verdict.Undecided;
        }

        if (search.Failure is not null)
        {
            state.Note(Wording.Failure(search));
            return Apply(table, ServerErrorValue, replyName, subject, call.Stage);
        }

        isFound = search.Answer is not null;
        return search.Answer is { Value: { } value } ? state.At(search, () => Apply(table, value, replyName, subject, call.Stage)) : Verdict.Undecided;
    }

    /// <summary>What smtpd takes for the answer of a table that cannot be queried.</summary>
    private const string ServerErrorValue = "451 4.3.5 Server configuration error";

    /// <summary>Does what the value of a table or the answer of a policy server says.</summary>
    /// <param name="table">The table or server.</param>
    /// <param name="value">The value, one character per byte.</param>
    /// <param name="replyName">What the reply names.</param>
    /// <param name="subject">What is checked.</param>
    /// <param name="stage">The list.</param>
    public Verdict Apply(string table, string value, string replyName, SmtpdSubject subject, RestrictionStage stage)
    {
        var end = value.AsSpan().IndexOfAny(' ', '\t') is >= 0 and var found ? found : value.Length;
        var (word, text) = (value[..end], value[end..].TrimStart());
        var prefix = RestrictionStage.PrefixOf(replyName, subject);
        if (AccessWords.IsAction(word, out var kind) && kind != AccessActionKind.Permit) return ApplyAction(kind, text, prefix, subject);
        if (value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange('0', '9')) return Verdict.Permit;
        if (word.Length == 3 && text.Length > 0 && word[0] is '4' or '5' && char.IsAsciiDigit(word[1]) && char.IsAsciiDigit(word[2]))
            return Refuse(int.Parse(word, null), $"{word[0]}.7.1", text, "Access denied", prefix, subject);
        if (kind == AccessActionKind.Permit && AccessWords.IsAction(word, out _)) return Verdict.Permit;
        if (value.Contains(':', StringComparison.Ordinal)) throw state.Fail(SmtpReply.ServerError, $"{Wording.Show(value)}: an access table must not name tables");
        if (state.Depth > DeepestNesting) throw state.Fail(SmtpReply.ServerError, $"{Wording.Show(value)}: restrictions are nested too deep");
        var list = RestrictionList.OfValue(Wording.Show(table), value, null);
        return list.Items.Count == 0 ? Verdict.Permit : evaluator.Evaluate(list, stage with { ReplyName = replyName, Subject = subject });
    }

    private Verdict ApplyAction(AccessActionKind kind, string text, string prefix, SmtpdSubject subject)
    {
        switch (kind)
        {
            case AccessActionKind.Reject:
                return Refuse(state.Server.Number("access_map_reject_code"), "5.7.1", text, "Access denied", prefix, subject);
            case AccessActionKind.Defer:
                return Refuse(state.Server.Number("access_map_defer_code"), "4.7.1", text, "Access denied", prefix, subject);
            case AccessActionKind.DeferIfPermit:
                return state.DeferIfPermitted(ReplyOf(state.Server.Number("access_map_defer_code"), "4.7.1", text, "Service unavailable", prefix, subject));
            case AccessActionKind.DeferIfReject:
                state.DeferIfRejected(ReplyOf(state.Server.Number("access_map_defer_code"), "4.7.1", text, "Service unavailable", prefix, subject));
                return Verdict.Undecided;
            case AccessActionKind.HangUp:
                throw state.HangUp();
            case AccessActionKind.Info or AccessActionKind.Warn:
                state.Note($"logged: {Wording.Show(text)}");
                return Verdict.Undecided;
            case AccessActionKind.Dunno:
                return Verdict.Undecided;
            default:
                return Change(kind, text);
        }
    }

    /// <summary>Actions about the message, for the cleanup server.</summary>
    private Verdict Change(AccessActionKind kind, string text)
    {
        var word = AccessWords.WordOf(kind);
        var problem = kind != AccessActionKind.Prepend && state.Server.Get("smtpd_proxy_filter").Length > 0 ? "not possible with smtpd_proxy_filter"
            : state.Sender is null ? "not possible in client and HELO restrictions with smtpd_delay_reject = no"
            : kind == AccessActionKind.Prepend && state.Command == SessionExplainer.EndOfMessage ? "not possible after the message"
            : kind == AccessActionKind.Prepend && !AccessGrammar.Header.Matches(text, out _) ? "it needs a header"
            : kind == AccessActionKind.Filter && !text.Contains(':', StringComparison.Ordinal) ? "it needs transport:destination"
            : kind is AccessActionKind.Redirect or AccessActionKind.Bcc && !text.Contains('@', StringComparison.Ordinal) ? "it needs user@domain"
            : null;
        if (problem is not null)
        {
            state.Note($"{word} has no effect: {problem}");
            return Verdict.Undecided;
        }

        var shown = Wording.Show(text);
        state.AddEffect(kind switch
        {
            AccessActionKind.Hold => "the message goes into the hold queue",
            AccessActionKind.Discard => "the message is accepted and discarded",
            AccessActionKind.Filter => $"the message goes through the filter {shown}",
            AccessActionKind.Redirect => $"the message goes to {shown} instead",
            AccessActionKind.Bcc => $"{shown} receives a copy",
            _ => $"the message gets the header {shown}",
        });
        if (kind != AccessActionKind.Discard) return Verdict.Undecided;
        state.IsDiscarded = true;
        return Verdict.Permit;
    }

    private Verdict Refuse(int code, string status, string text, string usual, string prefix, SmtpdSubject subject) => state.Reject(ReplyOf(code, status, text, usual, prefix, subject));

    private SmtpReply ReplyOf(int code, string status, string text, string usual, string prefix, SmtpdSubject subject)
    {
        if (DeliveryStatus.IsStatus(text.TrimEnd())) state.Note($"{Wording.Show(text)}: there is no text after the status; what smtpd sends in its place is not defined");
        var said = DeliveryStatus.Split(status, text);
        return new SmtpReply(code, said.CodeFor(subject), prefix + (said.Text.Length > 0 ? said.Text : usual));
    }
}
