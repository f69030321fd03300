using MapKit.Diagnostics;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// What all alias files that are linted together show, asked in their order as <c>alias_maps</c> is: aliases that go in a circle
/// through several files, and owners of lists that are in none.
/// </summary>
internal sealed class AliasTablesRule : ICrossTableRule
{
    private static ReadOnlySpan<byte> OwnerPrefix => "owner-"u8;

    private readonly List<(LintContext Context, RecordSet Records)> _tables = [];

    /// <inheritdoc/>
    public bool MayApply(IReadOnlyList<TableFormat> formats) => formats.Count(format => format == TableFormat.Aliases) > 1;

    /// <inheritdoc/>
    public ITableRule? Begin(LintContext table, RecordSet records)
    {
        if (table.Format == TableFormat.Aliases) _tables.Add((table, records));
        return null;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (_tables.Count == 0) return;
        var joined = new JoinedRecords([.. _tables.Select(table => table.Records)]);
        if (_tables.Count > 1) FindLoops(joined);
        FindOwners(joined);
    }

    private void FindLoops(JoinedRecords joined)
    {
        var graph = new AliasGraph(joined, _tables[0].Context.Folding);
        foreach (var loop in graph.Loops())
        {
            // A circle in one file has been told of already.
            var last = graph.Find(loop.Last);
            var table = joined.TableOf(last);
            if (loop.Names.All(name => joined.TableOf(graph.Find(name)) == table)) continue;
            AliasLoopRule.Report(_tables[table].Context, joined.Line(last), loop);
        }
    }

    private void FindOwners(JoinedRecords joined)
    {
        for (var record = 0; record < joined.Count; record++)
        {
            var name = joined.Key(record);
            if (!IsOwner(name) || joined.Find(name[OwnerPrefix.Length..]) >= 0) continue;
            var where = _tables.Count == 1 ? "in this file" : "in these files";
            _tables[joined.TableOf(record)].Context.ReportAt(
                joined.Line(record),
                Rules.OwnerWithoutList,
                $"{Show(name)} is the owner of a list {Show(name[OwnerPrefix.Length..])}, which has no alias {where}; Postfix uses it only as the alias that it is",
                "remove it if the list is gone",
                EntryPart.Key);
        }
    }

    /// <summary>By custom <c>owner-owner</c> takes what comes back from the owners themselves, and no list has that name.</summary>
    private static bool IsOwner(ReadOnlySpan<byte> name) =>
        name.StartsWith(OwnerPrefix) && name.Length > OwnerPrefix.Length && !name.SequenceEqual("owner-owner"u8) && !name.EndsWith("-request"u8);

    private static string Show(ReadOnlySpan<byte> name) => ShownName.Of(ByteText.Of(name));
}
