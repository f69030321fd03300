using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Delivery.Searching;

/// <summary>Queries tables as Postfix does, and records every query (docs/formats/lookups.md#lists-of-tables).</summary>
/// <param name="list">What the list is.</param>
/// <param name="subject">The subject of the search, one character per byte.</param>
/// <param name="tables">The tables in their order.</param>
internal sealed class TableSearch(string list, string subject, IReadOnlyList<ExplainedTable> tables)
{
    private readonly List<SearchStep> _steps = [];

    /// <summary>Looks up each key in all tables before the next key (<c>maps_find</c>). An empty answer is an error and ends the search.</summary>
    /// <param name="probes">The keys.</param>
    public Search Run(IEnumerable<Probe> probes)
    {
        // Without tables nothing is looked up, not even whether the domain is this host's.
        if (tables.Count == 0) return Result();
        try
        {
            foreach (var probe in probes)
            {
                // Postfix does not query an empty key.
                if (probe.Key.Length == 0) continue;
                foreach (var table in tables)
                {
                    if (Ask(table, probe, acceptsEmpty: false)) return Result();
                }
            }
        }
        catch (LookupException exception)
        {
            // Which keys follow depends on a list of domains, which cannot answer.
            _steps.Add(new SearchStep(new Probe(subject, ProbeReason.Address), "mydestination", SearchOutcome.Failed) { Reason = ByteText.ToText(exception.Message) });
        }

        return Result();
    }

    /// <summary>Looks up all forms of a name in each table before the next table, also in pattern tables, as local(8) does.</summary>
    /// <param name="searches">The names, in all their forms.</param>
    public Search RunByTable(IEnumerable<IReadOnlyList<Probe>> searches)
    {
        foreach (var forms in searches)
        {
            foreach (var table in tables)
            {
                foreach (var form in forms)
                {
                    if (Ask(table, form, acceptsEmpty: true)) return Result();
                }
            }
        }

        return Result();
    }

    private Search Result() => new(list, subject, [.. tables.Select(table => table.Specification)], _steps);

    /// <summary>Queries one table.</summary>
    /// <returns>Whether the search is over.</returns>
    private bool Ask(ExplainedTable table, Probe probe, bool acceptsEmpty)
    {
        var step = new SearchStep(probe, table.Specification, SearchOutcome.NotFound) { IsSecret = table.Format.IsSecret };
        if (table.IsOutOfReach)
        {
            _steps.Add(step with { Outcome = SearchOutcome.Unanswerable, Reason = table.Problem });
            return false;
        }

        if (table.Problem is { } problem)
        {
            _steps.Add(step with { Outcome = SearchOutcome.Failed, Reason = problem });
            return true;
        }

        if (probe.IsPartial && !table.HasFixedKeys)
        {
            _steps.Add(step with { Outcome = SearchOutcome.PassedOver, Reason = "Postfix does not query pattern tables with parts of a key" });
            return false;
        }

        _steps.Add(Answer(table, step, acceptsEmpty));
        return _steps[^1].Outcome is not (SearchOutcome.NotFound or SearchOutcome.Unanswerable);
    }

    private static SearchStep Answer(ExplainedTable table, SearchStep step, bool acceptsEmpty)
    {
        var key = Latin1Text.Bytes(step.Probe.Key);
        try
        {
            if (!table.TryFind(key, out var found)) return step;
            if (found.IsEmpty && !acceptsEmpty) return step with { Outcome = SearchOutcome.Failed, IsEmptyValue = true, Reason = "the value is empty, which Postfix treats as an error" };
            var value = found.ToArray();
            return step with { Outcome = SearchOutcome.Found, Value = ByteText.FromBytes(value), Place = table.FindPlace(key, value) };
        }
        catch (LookupException exception)
        {
            return step with { Outcome = exception.IsOutOfReach ? SearchOutcome.Unanswerable : SearchOutcome.Failed, Reason = table.MessageOf(exception) };
        }
    }
}
