using MapKit.Tables.Access;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Evaluates lists of restrictions as smtpd does (<c>generic_checks</c>).</summary>
internal sealed class RestrictionEvaluator
{
    private const int DeepestClasses = 500;

    /// <summary>Restrictions of one session. Classes that use each other twice double them at each level.</summary>
    private const int MostRestrictions = 10_000;

    private readonly SessionState _state;
    private int _evaluated;
    private readonly IReadOnlyDictionary<string, Func<RestrictionCall, Verdict>> _restrictions;

    /// <summary>Prepares the evaluation.</summary>
    /// <param name="state">The session.</param>
    public RestrictionEvaluator(SessionState state)
    {
        _state = state;
        Access = new AccessCheck(state, this);
        var relay = new RelayControl(state);
        var domains = new DomainCheck(state, Access);
        _restrictions = new[]
        {
            new GeneralRestrictions(state, Access).All,
            new ClientRestrictions(state, Access, domains).All,
            new HeloRestrictions(state, Access, domains).All,
            new SenderRestrictions(state, Access, domains).All,
            new RecipientRestrictions(state, Access, domains, relay).All,
            new BlockListRestrictions(state, relay).All,
        }.SelectMany(rows => rows).ToDictionary(row => row.Name, row => row.Evaluate, StringComparer.Ordinal);
    }

    /// <summary>The restrictions that can be evaluated, in lower case.</summary>
    public IEnumerable<string> Known => _restrictions.Keys;

    /// <summary>The checks of access tables.</summary>
    public AccessCheck Access { get; }

    /// <summary>Evaluates a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="stage">What the list is for.</param>
    /// <exception cref="FormatException">There are more restrictions than MapKit follows.</exception>
    public Verdict Evaluate(RestrictionList list, RestrictionStage stage)
    {
        var depth = _state.Depth++;
        var verdict = Verdict.Undecided;
        foreach (var item in list.Items)
        {
            if (_state.IsDiscarded) break;
            if (item.Name == "warn_if_reject")
            {
                _state.Note($"warn_if_reject{At(item)}: the next restriction only logs a rejection");
                if (_state.WarningDepth == 0) _state.WarningDepth = _state.Depth;
                continue;
            }

            verdict = _state.Below<Verdict>((result, steps) => StepOf(item, result, steps), PlaceOf(list, item), () => Evaluate(item, stage));
            if (_state.WarningDepth >= _state.Depth) _state.WarningDepth = 0;
            if (verdict != Verdict.Undecided || (_state.IfPermitted is not null && _state.IfRejected is not null)) break;
        }

        _state.Depth = depth;
        if (_state.WarningDepth >= depth) _state.WarningDepth = 0;
        return verdict;
    }

    private Verdict Evaluate(Restriction item, RestrictionStage stage)
    {
        if (++_evaluated > MostRestrictions)
            throw new FormatException($"smtpd evaluates more than {MostRestrictions} restrictions for this session: classes that use other classes again and again; mapkit does not follow them further");
        var name = item.Name;
        if (name.Length == 0) name = stage.ImpliedCheck ?? throw Failure($"{Wording.Show(item.Argument!)}: the restriction before this table is missing");
        if (AccessWords.NeedsTable(name) && AccessWords.IsTableRestriction(name) && !item.HasTable) throw Failure($"{name} needs {(name == AccessWords.PolicyService ? "a server" : "TYPE:NAME of a table")} after it");
        if (_restrictions.TryGetValue(name, out var evaluate)) return evaluate(new RestrictionCall(name, item.Argument, stage));
        if (name.Equals("reject_sender_login_mismatch", StringComparison.Ordinal))
            return Evaluate(RestrictionList.OfValue(name, "reject_authenticated_sender_login_mismatch reject_unauthenticated_sender_login_mismatch", item.Place), stage);
        if (_state.Depth > DeepestClasses) throw Failure($"{Wording.Show(name)}: classes that name each other; smtpd crashes");
        if (_state.Server.ClassNamed(name) is { } restrictions) return Evaluate(restrictions, stage);
        throw Failure($"{Wording.Show(name)} is neither a restriction nor a class of smtpd_restriction_classes");
    }

    private ServerFailureException Failure(string reason) => _state.Fail(SmtpReply.ServerError, reason);

    private static string At(Restriction item) => item.Place is null ? "" : $" [{item.Place}]";

    private static string PlaceOf(RestrictionList list, Restriction item) => $"{list.Name}, {item.Shown}{(item.Place is null ? " (the default)" : At(item))}";

    private static ExplanationNode StepOf(Restriction item, Verdict? verdict, IReadOnlyList<ExplanationNode> steps)
    {
        var decision = verdict switch { Verdict.Undecided => "no decision", Verdict.Permit => "permitted", Verdict.Reject => "rejected", _ => "failed" };
        List<(string, string)> facts = [("restriction", item.Shown), ("verdict", decision)];
        if (item.Place is not null) facts.Add(("place", item.Place));
        return new ExplanationNode(ExplanationKind.Action, $"{item.Shown}{At(item)}: {decision}") { Facts = facts, Children = steps };
    }
}

/// <summary>One evaluation of a restriction.</summary>
/// <param name="Name">The restriction, in lower case.</param>
/// <param name="Argument">Its table, server or domain; null if there is none.</param>
/// <param name="Stage">The list that it is in.</param>
internal sealed record RestrictionCall(string Name, string? Argument, RestrictionStage Stage);

/// <summary>What a list of restrictions is for.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="ReplyName">What the reply names: the client, the HELO name, the sender, the recipient or the command.</param>
/// <param name="Subject">What is checked.</param>
/// <param name="ImpliedCheck">The restriction that a table alone means; null if a table alone is an error.</param>
internal sealed record RestrictionStage(string Parameter, string ReplyName, SmtpdSubject Subject, string? ImpliedCheck)
{
    /// <summary>The beginning of the reply: <c>&lt;name&gt;: Sender address rejected: </c>.</summary>
    public string Prefix => PrefixOf(ReplyName, Subject);

    /// <summary>The beginning of a reply about something.</summary>
    public static string PrefixOf(string name, SmtpdSubject subject) => $"<{name}>: {subject} rejected: ";
}
