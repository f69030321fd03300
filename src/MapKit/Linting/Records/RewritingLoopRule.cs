using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Linting.Records;

/// <summary>
/// Loops, and chains that are too long, in a canonical or virtual table, in which Postfix looks up each result again
/// (<c>cleanup_map11.c</c>, <c>cleanup_map1n.c</c>). An address that is among its own results ends the lookups.
/// </summary>
internal sealed class RewritingLoopRule(LintContext context) : IRecordRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<IRecordRule>(context => new RewritingLoopRule(context), new RuleScope(TableFormat.Canonical, TableFormat.Virtual), Rules.RewritingLoop, Rules.RewritingTooDeep);

    private const int NamesPerEntry = 4;
    private const int Unknown = -1;

    private readonly bool _isVirtual = context.Format == TableFormat.Virtual;
    private readonly Dictionary<string, int> _lengths = new(StringComparer.Ordinal);
    private RewritingTable _table = null!;

    /// <inheritdoc/>
    public void Check(RecordSet records)
    {
        var joined = new JoinedRecords(records);
        _table = new RewritingTable(joined, context.Format, context.Folding);

        // Every relevant entry leads into a loop, or to as many entries as the shorter limit allows.
        var entries = new RewritingLinks(_table, joined, context.Folding).FindChains(PostfixLimits.CanonicalLookups - 1);
        var starts = entries.Select(entry => (Entry: entry, Name: _table.StartOf(entry)!)).Where(start => start.Name is not null).ToArray();

        var mostNames = (NamesPerEntry * (long)_table.Count) + PostfixLimits.VirtualAliasNesting;
        var search = new LoopSearch(OthersOf, mostNames);
        foreach (var (_, name) in starts)
        {
            foreach (var loop in search.From(name)) ReportLoop(loop);
        }

        var limit = _isVirtual ? PostfixLimits.VirtualAliasNesting : PostfixLimits.CanonicalLookups;
        foreach (var (entry, name) in starts)
        {
            // A longer chain contains one of exactly this length: reported once.
            if (_lengths.Count < mostNames && LengthFrom(name) == limit) ReportLength(entry, name, limit);
        }
    }

    /// <summary>The addresses that an address leads to; empty if it is among its own results, which ends every loop through it.</summary>
    private IReadOnlyList<string> OthersOf(string address)
    {
        var results = _table.ResultsOf(address);
        return results.Contains(address) ? [] : results;
    }

    /// <summary>The number of consecutive lookups that give another address, taking the first of several results; unknown for a loop.</summary>
    private int LengthFrom(string start)
    {
        var path = new List<string>();
        var name = start;
        int length;
        while (!_lengths.TryGetValue(name, out length))
        {
            var results = _table.ResultsOf(name);
            if (results.Count == 0 || results[0] == name)
            {
                _lengths[name] = length = 0;
                break;
            }

            // If the path returns here, this value remains.
            _lengths[name] = Unknown;
            path.Add(name);
            name = results[0];
        }

        for (var i = path.Count - 1; i >= 0; i--) _lengths[path[i]] = length = length == Unknown ? Unknown : length + 1;
        return length;
    }

    private void ReportLoop(NameLoop loop) => context.ReportAt(
        _table.LineOf(_table.Find(loop.Last)),
        Rules.RewritingLoop,
        _isVirtual
            ? $"address loop: {loop.Shown}; Postfix gives up with \"unreasonable virtual_alias_maps map\" and defers the mail"
            : $"address loop: {loop.Shown}; Postfix stops after {PostfixLimits.CanonicalLookups} lookups with a warning and uses the address reached",
        "change one of the entries, or let one lead to itself, which ends the lookups");

    private void ReportLength(int entry, string start, int limit) => context.ReportAt(
        _table.LineOf(entry),
        Rules.RewritingTooDeep,
        string.Create(CultureInfo.InvariantCulture, $"{limit} entries follow one another from {ShownName.Escape(start)}; Postfix ")
            + (_isVirtual ? "gives up with \"unreasonable virtual_alias_maps map nesting\" and defers the mail" : "stops there with a warning and uses the address reached"),
        "write the final address of the chain into each entry");
}
