using MapKit.Delivery.Services;
using MapKit.Lookup;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Delivery.Cleanup;

/// <summary>Canonical addresses, then masquerading, for an address of the envelope or of a header.</summary>
/// <param name="settings">The settings of cleanup(8).</param>
/// <param name="consequence">What becomes of the mail if a table cannot answer.</param>
internal sealed class CanonicalRewriting(ServiceSettings settings, string consequence)
{
    private readonly List<ExplanationNode> _steps = [];

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Why Postfix does not accept the message; null if it does.</summary>
    public string? Problem { get; private set; }

    /// <summary>Rewrites an address.</summary>
    /// <param name="place"><c>envelope</c> or <c>header</c>.</param>
    /// <param name="who"><c>sender</c> or <c>recipient</c>.</param>
    /// <param name="address">The address in internal form.</param>
    public string Apply(string place, string who, string address)
    {
        var scope = $"{place}_{who}";
        var rewriting = new RewritingExplainer(settings, consequence);
        if (settings.HasWord($"{who}_canonical_classes", scope)) address = rewriting.Canonical(address, settings.Tables($"{who}_canonical_maps", TableFormat.Canonical), $"{who}_canonical_maps");
        if (rewriting.Problem is null && settings.HasWord("canonical_classes", scope)) address = rewriting.Canonical(address, settings.Tables("canonical_maps", TableFormat.Canonical), "canonical_maps");
        _steps.AddRange(rewriting.Steps);
        Problem ??= rewriting.Problem;
        IsUncertain |= rewriting.IsUncertain;
        return rewriting.Problem is null && settings.HasWord("masquerade_classes", scope) ? Masquerade(address) : address;
    }

    private string Masquerade(string address)
    {
        try
        {
            var masked = AddressMasquerade.Apply(settings, address);
            if (masked != address) _steps.Add(StepOf(address, masked, "masquerade_domains"));
            return masked;
        }
        catch (LookupException exception)
        {
            var problem = $"masquerade_exceptions: {ByteText.ToText(exception.Message)}";
            _steps.Add(new ExplanationNode(ExplanationKind.Deferral, $"{problem}; {consequence}"));
            Problem ??= problem;
            return address;
        }
    }

    /// <summary>The step for an address that something else than a table changes.</summary>
    public static ExplanationNode StepOf(string from, string to, string why) =>
        new(ExplanationKind.Rewriting, $"{Wording.ShowAddress(from)} becomes {Wording.ShowAddress(to)} ({why})")
        {
            Facts = [("from", Wording.ShowAddress(from)), ("to", Wording.ShowAddress(to))],
        };
}
