using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Canonical;
using MapKit.Tables.Virtual;

namespace MapKit.Linting;

/// <summary>
/// Loops, and chains that are too long, in a canonical or virtual table, which Postfix asks again for what it has found
/// (<c>cleanup_map11.c</c>, <c>cleanup_map1n.c</c>). An address among whose own results it is stops the repetition.
/// </summary>
internal sealed class RewritingLoopRule(LintContext context) : ITableRule
{
    private const int CanonicalLimit = 10;
    private const int VirtualLimit = 1000;
    private const int NamesPerEntry = 4;
    private const int Unknown = -1;

    private readonly bool _isVirtual = context.Format == TableFormat.Virtual;
    private readonly RewritingTable _table = new(context.Folding);
    private readonly Dictionary<string, int> _lengths = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        var (key, value) = (ByteText.Of(entry.Key), ByteText.Of(entry.Value));
        if (_isVirtual)
        {
            if (VirtualEntry.FromText(key, value, out _) is { } aliased)
                _table.Add(aliased.Pattern, aliased.Destinations.Items.Select(item => item.Target), entry.ValuePlace);
        }
        else if (CanonicalEntry.FromText(key, value, out _) is { } rewritten)
        {
            _table.Add(rewritten.Pattern, [rewritten.Result], entry.ValuePlace);
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        var mostNames = (NamesPerEntry * (long)_table.Count) + VirtualLimit;
        var search = new LoopSearch(OthersOf, mostNames);
        for (var entry = 0; entry < _table.Count; entry++)
        {
            foreach (var (last, loop) in search.From(_table.StartOf(entry))) ReportLoop(last, loop);
        }

        var limit = _isVirtual ? VirtualLimit : CanonicalLimit;
        for (var entry = 0; entry < _table.Count && _lengths.Count < mostNames; entry++)
        {
            // A longer chain ends in one of just this length: told once.
            if (LengthFrom(_table.StartOf(entry)) == limit) ReportLength(entry, limit);
        }
    }

    /// <summary>What an address leads to; nothing if it is among its own results, which ends every loop through it.</summary>
    private IReadOnlyList<string> OthersOf(string address)
    {
        var results = _table.ResultsOf(address);
        return results.Contains(address) ? [] : results;
    }

    /// <summary>How often Postfix finds another address one after the other, of several results the first; unknown for a loop.</summary>
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

            // If the way comes back here, this stays.
            _lengths[name] = Unknown;
            path.Add(name);
            name = results[0];
        }

        for (var i = path.Count - 1; i >= 0; i--) _lengths[path[i]] = length = length == Unknown ? Unknown : length + 1;
        return length;
    }

    private void ReportLoop(string last, string loop) => context.Report(
        Rules.RewritingLoop,
        _table.PlaceOf(_table.Find(last)),
        _isVirtual
            ? $"the addresses go in a circle: {loop}; Postfix gives up with \"unreasonable virtual_alias_maps map\" and the mail waits"
            : $"the addresses go in a circle: {loop}; Postfix stops after {CanonicalLimit} rounds with a warning and takes the address it has then",
        "let one of them lead elsewhere, or to itself, which ends the repetition");

    private void ReportLength(int entry, int limit) => context.Report(
        Rules.RewritingTooDeep,
        _table.PlaceOf(entry),
        string.Create(CultureInfo.InvariantCulture, $"from {ShownName.Of(_table.StartOf(entry))} on {limit} entries follow one another; Postfix ")
            + (_isVirtual ? "gives up with \"unreasonable virtual_alias_maps map nesting\" and the mail waits" : "stops there with a warning and takes the address it has then"),
        "write the last address of the chain into each entry");
}
