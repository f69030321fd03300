using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Generic;
using MapKit.Tables.Grammar;
using MapKit.Tables.Patterns;

namespace MapKit.Linting;

/// <summary>
/// A generic entry whose result has an entry of its own: Postfix asks only once (postfix-tables 5.3). Not where the two are
/// exchanged for one another, which only a table that is asked once can do, and not where the other entry changes nothing.
/// </summary>
internal sealed class GenericChainRule(LintContext context) : ITableRule
{
    private readonly KeyFolder _folder = new(context.Folding);
    private readonly Dictionary<string, (string Result, SourcePlace Place)> _entries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        if (GenericEntry.FromText(ByteText.Of(entry.Key), ByteText.Of(entry.Value), out _) is not { Pattern: { Kind: AddressPatternKind.Address or AddressPatternKind.Domain } pattern } generic) return;
        var result = generic.Result.Address is { Domain: { } domain } address ? Fold($"{address.LocalPart}@{domain}") : "";
        _entries.TryAdd(Fold($"{pattern.LocalPart}@{pattern.Domain}"), (result, entry.ValuePlace));
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach (var (key, (result, place)) in _entries)
        {
            if (result == key || !_entries.TryGetValue(result, out var next) || next.Result.Length == 0 || next.Result == result || next.Result == key) continue;
            context.Report(
                Rules.GenericChain,
                place,
                $"{ShownName.Of(result)} has an entry too, with {ShownName.Of(next.Result)}; Postfix asks a generic table once and stays with {ShownName.Of(result)}",
                $"write {ShownName.Of(next.Result)} here if that is meant");
        }
    }

    private string Fold(string text) => ByteText.Of(_folder.Fold(Latin1Text.Bytes(text)));
}
