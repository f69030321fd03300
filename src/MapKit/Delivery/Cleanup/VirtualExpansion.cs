using System.Globalization;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Cleanup;

/// <summary>
/// Expands a virtual alias (<c>cleanup_map1n_internal</c>, docs/formats/table-formats.md#virtual): the first address of an answer replaces
/// the one looked up and is looked up next, the others are appended to the list. An address that is also among its own results is
/// not looked up again.
/// </summary>
/// <param name="settings">The settings of the service.</param>
/// <param name="tables">The tables.</param>
/// <param name="list">What they are.</param>
/// <param name="consequence">What becomes of the mail if the expansion fails.</param>
internal sealed class VirtualExpansion(ServiceSettings settings, IReadOnlyList<ExplainedTable> tables, string list, string consequence)
{
    /// <summary>Maximum number of steps shown; a loop through several addresses has thousands before it reaches a limit.</summary>
    private const int MostSteps = 200;

    private readonly List<ExplanationNode> _steps = [];
    private readonly HashSet<string> _standForThemselves = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>The first value found; null if none.</summary>
    public string? FirstValue { get; private set; }

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Why Postfix does not accept the message; null if it does.</summary>
    public string? Problem { get; private set; }

    /// <summary>Expands an address.</summary>
    /// <returns>The recipients; the address itself if Postfix does not accept the message.</returns>
    public IReadOnlyList<string> Run(string address)
    {
        var found = new List<string> { address };
        var mostAddresses = settings.Number("virtual_alias_expansion_limit");
        for (var index = 0; index < found.Count && Problem is null; index++)
        {
            if (found.Count > mostAddresses) Fail(string.Create(CultureInfo.InvariantCulture, $"there are more than {mostAddresses} addresses (virtual_alias_expansion_limit)"), isLimit: true);
            else Expand(found, index);
        }

        // If the steps are cut off, their result is still shown.
        if (Problem is null && _steps.Count > MostSteps) _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{Wording.ShowAddress(address)} finally becomes {string.Join(", ", found.Select(Wording.ShowAddress))}"));
        return Problem is null ? found : [address];
    }

    private void Expand(List<string> found, int index)
    {
        var deepest = settings.Number("virtual_alias_recursion_limit");
        var longest = settings.Number("virtual_alias_address_length_limit");
        var propagates = settings.HasWord("propagate_unmatched_extensions", "virtual");
        var chain = new HashSet<string>();
        for (var depth = 0; Problem is null; depth++)
        {
            var current = found[index];
            if (_standForThemselves.Count > 0 && _standForThemselves.Contains(FoldedText.Fold(current))) return;
            if (!chain.Add(current)) Fail($"{Wording.ShowAddress(current)} is part of an alias loop; the expansion stops at virtual_alias_recursion_limit", isLimit: true);
            else if (depth >= deepest) Fail(string.Create(CultureInfo.InvariantCulture, $"aliases are nested more than {deepest} deep (virtual_alias_recursion_limit)"), isLimit: true);
            if (Problem is not null) return;

            var mapping = AddressMapping.LookUp(settings, current, list, tables, propagates);
            IsUncertain |= mapping.Search.IsUncertain;
            if (_steps.Count <= MostSteps) Add(Wording.StepOf(mapping.Search));
            if (mapping.Problem is { } problem) Fail(problem);
            if (mapping.Addresses is not { } addresses) return;
            FirstValue ??= mapping.Search.Answer!.Value;
            if (_steps.Count <= MostSteps) Add(RewritingExplainer.RewritingOf(current, addresses, mapping));
            if (addresses.Any(address => address.Length > longest)) Fail(string.Create(CultureInfo.InvariantCulture, $"an address has more than {longest} bytes (virtual_alias_address_length_limit)"), isLimit: true);
            found[index] = addresses[0];
            found.AddRange(addresses.Skip(1));

            // An address among its own results ends loops that were found before.
            if (mapping.Includes(current) && _standForThemselves.Add(FoldedText.Fold(current))) chain.Clear();
        }
    }

    private void Add(ExplanationNode step)
    {
        if (_steps.Count < MostSteps) _steps.Add(step);
        else if (_steps.Count == MostSteps) _steps.Add(new ExplanationNode(ExplanationKind.Note, "further steps are not shown"));
    }

    private void Fail(string problem, bool isLimit = false)
    {
        Problem = problem;
        _steps.Add(new ExplanationNode(ExplanationKind.Deferral, $"{problem}; {consequence}") { EndsLoop = isLimit });
    }
}
