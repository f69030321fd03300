using MapKit.Delivery.Searching;
using MapKit.Delivery.Smtpd.Restrictions;

namespace MapKit.Delivery.Smtpd;

/// <summary>The state of an SMTP session during its explanation (<c>SMTPD_STATE</c>), and the steps so far.</summary>
/// <param name="server">The server.</param>
/// <param name="session">The session.</param>
/// <param name="assumptions">Answers to questions that are not asked.</param>
internal sealed class SessionState(SmtpServer server, SmtpSession session, Assumptions assumptions)
{
    private readonly List<string> _decisive = [];
    private readonly List<ExplanationNode> _effects = [];
    private List<ExplanationNode> _steps = [];

    /// <summary>The server.</summary>
    public SmtpServer Server => server;

    /// <summary>The session.</summary>
    public SmtpSession Session => session;

    /// <summary>Answers to questions that are not asked.</summary>
    public Assumptions Assumptions => assumptions;

    /// <summary>Resolves addresses.</summary>
    public SmtpdAddresses Addresses { get; } = new(server.Settings.Rewriter);

    /// <summary>The SMTP command that is answered, as smtpd names it.</summary>
    public string Command { get; set; } = "CONNECT";

    /// <summary>The verified name of the client, on which the result depends: if it was not given, a DNS question.</summary>
    public string ClientName
    {
        get
        {
            if (session.Name is { } name) return name;
            if (session.Address == SmtpSession.Unknown || !server.IsOn("smtpd_peername_lookup")) return SmtpSession.Unknown;
            var answer = assumptions.Ask($"the name of {session.Address}: PTR, then the address of that name (no for none, or the name)", "no", null, dns => dns.NameOf(session.Address), session.Address).Answer;
            return answer is "no" or "yes" ? SmtpSession.Unknown : answer;
        }
    }

    /// <summary>The name and the address of the client, as in replies.</summary>
    public string Client => $"{session.Name ?? SmtpSession.Unknown}[{session.Address}]";

    /// <summary>The name in HELO; null before it.</summary>
    public string? Helo { get; set; }

    /// <summary>The sender in internal form; null before MAIL FROM.</summary>
    public string? Sender { get; set; }

    /// <summary>The recipient in internal form; null before RCPT TO.</summary>
    public string? Recipient { get; set; }

    /// <summary>The login; null if the client did not log in, or cannot.</summary>
    public string? Login { get; set; }

    /// <summary>Whether the session is encrypted.</summary>
    public bool IsEncrypted { get; set; }

    /// <summary>Whether the client announces addresses in UTF-8.</summary>
    public bool AllowsUtf8 { get; set; }

    /// <summary>Recipients that were accepted.</summary>
    public int RecipientCount { get; set; }

    /// <summary>The depth of lists.</summary>
    public int Depth { get; set; }

    /// <summary>The depth of the list with <c>warn_if_reject</c>; 0 without.</summary>
    public int WarningDepth { get; set; }

    /// <summary>The reply in place of acceptance; null if none is pending.</summary>
    public SmtpReply? IfPermitted { get; set; }

    /// <summary>The reply in place of a rejection; null if none is pending.</summary>
    public SmtpReply? IfRejected { get; set; }

    /// <summary>Whether the message is accepted and discarded.</summary>
    public bool IsDiscarded { get; set; }

    /// <summary>Whether <c>reject_unlisted_sender</c> was evaluated.</summary>
    public bool SenderIsChecked { get; set; }

    /// <summary>Whether <c>reject_unlisted_recipient</c> was evaluated.</summary>
    public bool RecipientIsChecked { get; set; }

    /// <summary>Whether an answer rests on a table that cannot be queried.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>Whether smtpd ended the connection without an answer.</summary>
    public bool IsHungUp { get; private set; }

    /// <summary>The last rejection.</summary>
    public SmtpReply? Reply { get; private set; }

    /// <summary>The places that led to the last rejection: a list, its restriction, a table's entry.</summary>
    public IReadOnlyList<string> DecidedBy { get; private set; } = [];

    /// <summary>What happens to the message besides its delivery: copies, filters, headers.</summary>
    public IReadOnlyList<ExplanationNode> Effects => _effects;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>Adds a step.</summary>
    public void Add(ExplanationNode step) => _steps.Add(step);

    /// <summary>Adds a note.</summary>
    public void Note(string text) => Add(new ExplanationNode(ExplanationKind.Note, text));

    /// <summary>Adds a step with the steps that some work adds.</summary>
    /// <param name="create">Creates the step from those below it.</param>
    /// <param name="place">The place that decides if the work rejects; null for none.</param>
    /// <param name="work">The work.</param>
    public T Below<T>(Func<T?, IReadOnlyList<ExplanationNode>, ExplanationNode> create, string? place, Func<T> work)
        where T : struct
    {
        var before = _steps;
        _steps = [];
        if (place is not null) _decisive.Add(place);
        T? result = null;
        try
        {
            result = work();
            return result.Value;
        }
        finally
        {
            if (place is not null) _decisive.RemoveAt(_decisive.Count - 1);
            before.Add(create(result, _steps));
            _steps = before;
        }
    }

    /// <summary>A change of the message or its envelope; it takes place if the message is accepted.</summary>
    public void AddEffect(string text)
    {
        var step = new ExplanationNode(ExplanationKind.Action, text);
        Add(step);
        _effects.Add(step);
    }

    /// <summary>Refuses (<c>smtpd_check_reject</c>), unless <c>warn_if_reject</c> only logs it, or an earlier <c>defer_if_reject</c> replaces it.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="isFailure">Whether the reason is a failure of the server, which is never only logged.</param>
    public Verdict Reject(SmtpReply reply, bool isFailure = false)
    {
        var isWarning = WarningDepth != 0 && !isFailure;
        var isSoft = server.IsOn("soft_bounce");
        var normalized = reply.Normalized(isSoft: false);
        if (!isWarning && IfRejected is { } earlier && !normalized.IsTemporary)
        {
            Note($"{Wording.Show(normalized.ToString())}: replaced by the earlier defer_if_reject");
            WarningDepth = 0;
            IfRejected = null;
            return Reject(earlier, isFailure);
        }

        normalized = normalized.Normalized(isSoft);
        if (isWarning)
        {
            Note($"only logged because of warn_if_reject: {Wording.Show(normalized.ToString())}");
            return Verdict.Undecided;
        }

        Reply = normalized;
        DecidedBy = [.. _decisive];
        Add(new ExplanationNode(ExplanationKind.Action, $"rejected: {Wording.Show(normalized.ToString())}"));
        return Verdict.Reject;
    }

    /// <summary>Ends the evaluation with a failure of the server.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="reason">Why, in words.</param>
    public ServerFailureException Fail(SmtpReply reply, string reason)
    {
        Note(reason);
        Reject(reply, isFailure: true);
        return new ServerFailureException(reason);
    }

    /// <summary>Ends the connection without an answer.</summary>
    public ServerFailureException HangUp()
    {
        IsHungUp = true;
        DecidedBy = [.. _decisive];
        return new ServerFailureException("smtpd ends the connection without an answer");
    }

    /// <summary>Refuses if nothing else does (<c>DEFER_IF_PERMIT</c>); after <c>warn_if_reject</c> only logs it.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="action">The parameter's value: <c>defer</c> refuses at once.</param>
    public Verdict DeferIfPermitted(SmtpReply reply, string action = "defer_if_permit")
    {
        if (WarningDepth != 0 || !action.Equals("defer_if_permit", StringComparison.OrdinalIgnoreCase)) return Reject(reply);
        Note($"unless a later restriction rejects: {Wording.Show(reply.ToString())}");
        IfPermitted ??= reply;
        return Verdict.Undecided;
    }

    /// <summary>Turns a later rejection into a temporary one (<c>DEFER_IF_REJECT</c>).</summary>
    public void DeferIfRejected(SmtpReply reply)
    {
        Note($"if a later restriction rejects: {Wording.Show(reply.ToString())}");
        IfRejected ??= reply;
    }

    /// <summary>Forgets what only lasts for one list (<c>SMTPD_CHECK_RESET</c>).</summary>
    public void Reset()
    {
        Depth = 0;
        WarningDepth = 0;
        IfRejected = null;
    }

    /// <summary>Adds the step of a search; of an answer that cannot be known, remembers that.</summary>
    public Search Add(Search search)
    {
        Add(Wording.StepOf(search));
        return search;
    }

    /// <summary>Remembers the place of a table's entry while its value is evaluated.</summary>
    public Verdict At(Search search, Func<Verdict> work)
    {
        var place = search.Answer?.Place is { } entry ? $"{entry.Path}:{entry.Place.Line}" : null;
        if (place is not null) _decisive.Add(place);
        try
        {
            return work();
        }
        finally
        {
            if (place is not null) _decisive.RemoveAt(_decisive.Count - 1);
        }
    }
}
