using MapKit.Delivery;

namespace MapKit.Operations.Graph;

/// <summary>The domains of a configuration by what becomes of their mail.</summary>
/// <param name="context">The configuration.</param>
internal sealed class DomainGroups(ExplainContext context)
{
    private readonly Dictionary<string, DomainGroup> _bySignature = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DomainGroup> _byDomain = new(StringComparer.Ordinal);
    private readonly List<DomainGroup> _groups = [];

    /// <summary>The groups, in the order of their first domains.</summary>
    public IReadOnlyList<DomainGroup> Groups => _groups;

    /// <summary>What was found out about tables.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The group of all domains that the configuration does not name.</summary>
    public DomainGroup Others { get; private set; } = null!;

    /// <summary>Adds a domain.</summary>
    /// <param name="domain">The domain, one character per byte; one with a dot before it represents its subdomains.</param>
    public DomainGroup Add(string domain)
    {
        var shown = ShownOf(domain);
        if (_byDomain.TryGetValue(shown, out var known)) return known;
        var answer = AnswerOf(domain.StartsWith('.') ? $"mapkit-any-host{domain}" : domain);
        if (!_bySignature.TryGetValue(answer.Signature, out var group))
        {
            _bySignature[answer.Signature] = group = new DomainGroup(answer);
            _groups.Add(group);
        }

        group.Domains.Add(shown);
        _byDomain[shown] = group;
        return group;
    }

    /// <summary>Adds every other domain, which is a separate group.</summary>
    public void AddOthers() => _groups.Add(Others = new DomainGroup(AnswerOf(MailEntry.AnyDomain)) { IsOthers = true });

    /// <summary>The group that an address belongs to whose mail ends like that of its domain; null if its end is different.</summary>
    /// <param name="draft">The graph.</param>
    /// <param name="address">The node of the address, which leads to no other.</param>
    public DomainGroup? GroupOf(GraphDraft draft, DraftNode address)
    {
        var at = address.Title.LastIndexOf('@');
        if (at < 0) return null;
        var shown = address.Title[(at + 1)..];
        var own = DomainAnswer.From(shown, draft, address);
        var group = _byDomain.GetValueOrDefault(shown.ToLowerInvariant());
        if (group is null && own.Signature == Others.Answer.Signature) return Others;
        group ??= _bySignature.GetValueOrDefault(own.Signature);
        return group?.Answer.Signature == own.Signature ? group : null;
    }

    private DomainAnswer AnswerOf(string domain)
    {
        var draft = new GraphDraft();
        var address = $"{MailEntry.AnyUser}@{domain}";
        var delivery = new DeliveryExplainer(context) { AsksLocalAgents = false };
        delivery.ExplainRoute(address, context.Options.Sender is { } sender ? context.Rewriting.Complete(Tables.Addresses.AddressForm.Internal(Source.ByteText.FromText(sender))) : null);
        var node = new ExplanationWalk(draft).Add(Wording.ShowAddress(address), delivery.Steps);
        Notes.AddRange(draft.Notes.Except(Notes));
        return DomainAnswer.From(Shown.Text(Wording.Show(domain)), draft, node);
    }

    private static string ShownOf(string domain) => Shown.Text(Wording.Show(domain)).ToLowerInvariant();
}

/// <summary>Domains with the same answer.</summary>
/// <param name="answer">The answer.</param>
internal sealed class DomainGroup(DomainAnswer answer)
{
    /// <summary>The answer.</summary>
    public DomainAnswer Answer { get; } = answer;

    /// <summary>The domains as shown.</summary>
    public List<string> Domains { get; } = [];

    /// <summary>Whether it represents every domain that is not named.</summary>
    public bool IsOthers { get; init; }
}
