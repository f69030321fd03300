using MapKit.Delivery.Queue;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Tables;
using MapKit.Tables.Addresses;

namespace MapKit.Delivery.Local;

/// <summary>
/// local(8): a recipient's alias, <c>.forward</c> file, mailbox or fallback, as a tree (docs/formats/table-formats.md#aliases). What it
/// forwards becomes a new message, which passes through cleanup(8).
/// </summary>
/// <param name="settings">The settings of the service.</param>
/// <param name="report">Takes what is found out.</param>
internal sealed partial class LocalDelivery(ServiceSettings settings, DeliveryReport report)
{
    private readonly AliasProbes _probes = new(settings.Probes);
    private readonly AgentVerdict _verdict = new(settings, report);
    private readonly HashSet<string> _beenHere = [];
    private readonly List<string> _results = [];
    private readonly HashSet<string> _knownResults = new(StringComparer.Ordinal);
    private readonly List<(string Delivered, string? Sender, List<string> Recipients)> _forwarded = [];
    private readonly List<DeliveryRequest> _passed = [];
    private DeliveryRequest _request = null!;
    private bool _isDeferred;

    /// <summary>Who gets the mail, as text.</summary>
    public IReadOnlyList<string> Results => _results;

    /// <summary>Whether anything but forwarding was found.</summary>
    public bool HasOwnResult { get; private set; }

    /// <summary>The value of the alias, one character per byte; null if there is none.</summary>
    public string? FirstValue { get; private set; }

    /// <summary>What other services get from this one (<c>mailbox_transport</c>, <c>fallback_transport</c>).</summary>
    public IReadOnlyList<DeliveryRequest> PassedOn => _passed;

    /// <summary>The tables of aliases; by default those of <c>alias_maps</c>.</summary>
    public IReadOnlyList<Searching.ExplainedTable> Aliases { get; init; } = settings.Tables("alias_maps", TableFormat.Aliases);

    /// <summary>Whether mail was deferred. Then nothing is forwarded either.</summary>
    public bool IsDeferred => _isDeferred;

    /// <summary>Delivers to a recipient.</summary>
    /// <param name="request">The recipient.</param>
    public IReadOnlyList<ExplanationNode> Deliver(DeliveryRequest request)
    {
        _request = request;
        return DeliverTo(new LocalState { Address = request.Recipient, Sender = request.Mail.Sender });
    }

    /// <summary>The new messages: one for each sender and each address of a <c>Delivered-To</c> header.</summary>
    public IEnumerable<Mail> Forwarded => _forwarded.Select(message => new Mail(message.Sender, message.Recipients)
    {
        CleanupService = settings.Get("cleanup_service_name"),
        DeliveredTo = _request.Mail.DeliveredTo.Add(DeliveredKey(message.Delivered)),
        Hops = _request.Mail.Hops + 1,
    });

    /// <summary>The form in which addresses of <c>Delivered-To</c> headers are compared.</summary>
    private static string DeliveredKey(string address) => FoldedText.Fold(AddressForm.External(address));

    /// <summary>One recipient (<c>deliver_recipient</c>).</summary>
    private List<ExplanationNode> DeliverTo(LocalState state)
    {
        state = state.Deeper;
        if (!IsFirst($"recipient {state.Level} {state.Address}")) return [new ExplanationNode(ExplanationKind.Note, "duplicate recipient")];
        if (_request.Mail.DeliveredTo.Contains(DeliveredKey(state.Address))) return [Bounce("5.4.6", $"mail forwarding loop for {state.Address}") with { EndsLoop = true }];
        var folded = FoldedText.Fold(state.Address);
        var at = folded.LastIndexOf('@');
        var localPart = at < 0 ? folded : folded[..at];
        var extension = settings.Probes.Delimiter.ExtensionOf(localPart);
        var user = localPart[..^(extension?.Length ?? 0)];

        // An extension with a slash could escape from a folder: local(8) drops it.
        if (extension?.Contains('/', StringComparison.Ordinal) == true) (localPart, extension) = (user, null);
        state = state with
        {
            Delivered = state.Delivered ?? state.Address,
            LocalPart = localPart,
            User = user,
            Domain = at < 0 ? "" : folded[(at + 1)..],
            Extension = extension,
            Unmatched = extension,
        };
        return user.Length == 0 ? [Bounce("5.1.3", $"null username in \"{state.Address}\"")] : Switch(state.Deeper);
    }

    /// <summary>Alias, user or neither (<c>deliver_switch</c>).</summary>
    private List<ExplanationNode> Switch(LocalState state)
    {
        if (state.Address.StartsWith('\\'))
        {
            state = state with { Address = state.Address[1..], LocalPart = state.LocalPart[1..], User = state.User[1..] };
            return [ToMailbox(state, "a backslash: no alias, no ~/.forward")];
        }

        var nodes = new List<ExplanationNode>();
        if (TryAliases(state, nodes)) return nodes;
        state = state with { Unmatched = state.Extension };

        // Mail for another local address than that of the owner passes through the queue, so that it can be tried again on its own.
        if (state.ListedIn == "include") return [.. nodes, Forward(state, $"{Wording.ShowAddress(state.Address)} is forwarded: a file lists it")];
        if (state.Owner is { } owner && !FoldedText.AreEqual(owner, state.User)) return [.. nodes, Forward(state, $"{Wording.ShowAddress(state.Address)} is forwarded: {Wording.ShowAddress(owner)} gets the problems with this mail")];
        if (HomeProblem(state) is { } problem) return [.. nodes, problem];
        var why = nodes.Count > 0 ? "no alias" : "the alias names itself: the mail goes to the user";
        if (TryForwardFile(state, out var forwards, out var knows)) return [.. nodes, .. forwards];
        return [.. nodes, .. forwards, ToMailbox(state, why, mayForward: !knows)];
    }

    /// <summary>Returns a recipient to the queue (<c>deliver_indirect</c>).</summary>
    private ExplanationNode Forward(LocalState state, string text)
    {
        if (!IsFirst($"indirect {state.Address}")) return new ExplanationNode(ExplanationKind.Note, $"{Wording.ShowAddress(state.Address)} is already among the recipients") { Subjects = [Wording.ShowAddress(state.Address)] };
        var delivered = state.Delivered!;
        var message = _forwarded.Find(known => known.Delivered == delivered && known.Sender == state.Sender);
        if (message.Recipients is null) _forwarded.Add(message = (delivered, state.Sender, []));
        message.Recipients.Add(state.Address);
        return Result(new ExplanationNode(ExplanationKind.Address, text) { Subjects = [Wording.ShowAddress(state.Address)] }, Wording.ShowAddress(state.Address), isOwn: false);
    }

    private bool IsFirst(string what) => _beenHere.Add(FoldedText.Fold(what));

    private ExplanationNode Result(ExplanationNode node, string result, bool isOwn = true)
    {
        HasOwnResult |= isOwn;
        if (_knownResults.Add(result)) _results.Add(result);
        return node with { Facts = [.. node.Facts, ("result", result)] };
    }

    private ExplanationNode Bounce(string status, string reason, string subject = "") => Seen(_verdict.Bounce(status, reason, subject));

    private ExplanationNode Defer(string status, string reason, string subject)
    {
        report.Note(subject.Length > 0 ? subject : reason, isUncertain: false);
        return Seen(_verdict.Defer(status, reason, subject));
    }

    private ExplanationNode Seen(ExplanationNode node)
    {
        _isDeferred |= node.Kind == ExplanationKind.Deferral;
        HasOwnResult = true;
        return node;
    }
}
