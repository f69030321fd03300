using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Postfix;


namespace MapKit.Delivery.Cleanup;

/// <summary>
/// Explains the tables that rewrite addresses: generic, canonical and virtual
/// (docs/formats/table-formats.md#rewritten-addresses, docs/formats/table-formats.md#canonical and
/// docs/formats/table-formats.md#virtual).
/// </summary>
/// <param name="settings">The settings of the service that rewrites.</param>
/// <param name="consequence">What becomes of the mail if a table cannot answer.</param>
internal sealed class RewritingExplainer(ServiceSettings settings, string consequence = RewritingExplainer.NotAccepted)
{
    /// <summary>Length limit of an address that is looked up again. A rule that repeats its match creates longer and longer addresses.</summary>
    private const int LongestAddress = 1 << 16;

    /// <summary>What becomes of a message that cleanup(8) cannot rewrite.</summary>
    public const string NotAccepted = "Postfix does not take the message and asks the client to try again later";

    /// <summary>What becomes of a message that a client cannot rewrite.</summary>
    public const string Deferred = "Postfix defers the mail";

    private readonly List<ExplanationNode> _steps = [];

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>The first value found, one character per byte; null if none.</summary>
    public string? FirstValue { get; private set; }

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Why Postfix does not accept or send the message; null if it does.</summary>
    public string? Problem { get; private set; }

    /// <summary>The SMTP client's rewriting of an address: a single lookup.</summary>
    /// <param name="address">The address in internal form.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="list">What they are.</param>
    /// <returns>The new address, or the old one.</returns>
    public string Generic(string address, IReadOnlyList<ExplainedTable> tables, string list)
    {
        // The null sender is not looked up.
        if (address.Length == 0) return address;
        var mapping = Ask(address, list, tables, settings.HasWord("propagate_unmatched_extensions", "generic"));
        if (mapping.Addresses is not { } addresses) return address;
        Add(address, [addresses[0]], mapping, addresses.Count > 1 ? "Postfix uses the first address and drops the rest" : null);
        return addresses[0];
    }

    /// <summary>The rewriting of an address of an incoming message: the lookup is repeated until the address does not change.</summary>
    /// <param name="address">The address in internal form; empty for the null sender.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="list">What they are.</param>
    /// <returns>The new address, or the old one.</returns>
    public string Canonical(string address, IReadOnlyList<ExplainedTable> tables, string list)
    {
        if (tables.Count == 0) return address;
        var propagates = settings.HasWord("propagate_unmatched_extensions", "canonical");
        for (var turn = 0; turn < PostfixLimits.CanonicalLookups; turn++)
        {
            var mapping = Ask(address, list, tables, propagates);
            if (mapping.Addresses is not { } addresses) return address;
            Add(address, [addresses[0]], mapping, addresses.Count > 1 ? "Postfix uses the first address and drops the rest" : null);
            if (FoldedText.AreEqual(address, addresses[0])) return addresses[0];
            address = addresses[0];
            if (address.Length > LongestAddress)
            {
                Fail($"the address has grown to {address.Length} bytes after {turn + 1} lookups; mapkit does not follow it further");
                return address;
            }
        }

        _steps.Add(new ExplanationNode(
            ExplanationKind.Note,
            $"the address still changes after {PostfixLimits.CanonicalLookups} lookups: Postfix logs \"unreasonable {list} map nesting\" and continues with {Wording.ShowAddress(address)}")
        {
            EndsLoop = true,
        });
        return address;
    }

    /// <summary>The full expansion of a virtual alias (<c>cleanup_map1n</c>).</summary>
    /// <param name="address">The address in internal form.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="list">What they are.</param>
    /// <returns>The recipients; the address itself if it is not an alias.</returns>
    public IReadOnlyList<string> Virtual(string address, IReadOnlyList<ExplainedTable> tables, string list)
    {
        if (tables.Count == 0) return [address];
        var expansion = new VirtualExpansion(settings, tables, list, consequence);
        var result = expansion.Run(address);
        _steps.AddRange(expansion.Steps);
        FirstValue ??= expansion.FirstValue;
        IsUncertain |= expansion.IsUncertain;
        Problem ??= expansion.Problem;
        return result;
    }

    private AddressMapping Ask(string address, string list, IReadOnlyList<ExplainedTable> tables, bool propagates)
    {
        var mapping = AddressMapping.LookUp(settings, address, list, tables, propagates);
        _steps.Add(Wording.StepOf(mapping.Search));
        FirstValue ??= mapping.Search.Answer?.Value;
        IsUncertain |= mapping.Search.IsUncertain;
        if (mapping.Problem is { } problem) Fail($"{problem}; {consequence}", problem);
        return mapping;
    }

    private void Fail(string text, string? problem = null)
    {
        Problem = problem ?? text;
        _steps.Add(new ExplanationNode(ExplanationKind.Deferral, text));
    }

    private void Add(string address, IReadOnlyList<string> becomes, AddressMapping mapping, string? note) => _steps.Add(RewritingOf(address, becomes, mapping, note));

    /// <summary>The step for an address that is replaced.</summary>
    internal static ExplanationNode RewritingOf(string address, IReadOnlyList<string> becomes, AddressMapping mapping, string? note = null) =>
        new(ExplanationKind.Rewriting, $"{Wording.ShowAddress(address)} becomes {string.Join(", ", becomes.Select(Wording.ShowAddress))}")
        {
            Facts = [("from", Wording.ShowAddress(address)), .. becomes.Select(target => ("to", Wording.ShowAddress(target)))],
            Children = [.. mapping.Notes.Concat(note is null ? [] : [note]).Select(text => new ExplanationNode(ExplanationKind.Note, text))],
        };
}
