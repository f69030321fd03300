using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Linting.Records;

/// <summary>
/// A generic entry whose result also has an entry: Postfix looks up only once (docs/formats/table-formats.md#generic). Not reported if
/// two addresses are exchanged, which only a table with one lookup can do, or if the other entry changes
/// nothing.
/// </summary>
internal sealed class GenericChainRule(LintContext context) : IRecordRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<IRecordRule>(context => new GenericChainRule(context), new RuleScope(TableFormat.Generic), Rules.GenericChain);

    /// <inheritdoc/>
    public void Check(RecordSet records)
    {
        var joined = new JoinedRecords(records);
        var table = new RewritingTable(joined, context.Format, context.Folding);
        foreach (var entry in new RewritingLinks(table, joined, context.Folding).FindChains(steps: 1))
        {
            if (table.StartOf(entry)?.TrimStart(ShownName.AnyLocalPart[0]) is not { } key || !key.Contains('@', StringComparison.Ordinal)) continue;
            if (ResultOf(table, entry) is not { } result || result == key || (result[0] == '@' && key[0] != '@')) continue;
            if (table.FindExactly(result) is not (>= 0 and var other) || ResultOf(table, other) is not { } next || next == result || next == key) continue;
            context.ReportAt(
                table.LineOf(entry),
                Rules.GenericChain,
                $"{ShownName.Escape(result)} also has an entry, with {ShownName.Escape(next)}; Postfix looks up each address in a generic table once and keeps {ShownName.Escape(result)}",
                $"write {ShownName.Escape(next)} here if that is intended");
        }
    }

    /// <summary>The result of an entry if it is a whole address or domain.</summary>
    private static string? ResultOf(RewritingTable table, int entry) =>
        table.ResultsOf(entry) is [var result] && result.Contains('@', StringComparison.Ordinal) ? result : null;
}
