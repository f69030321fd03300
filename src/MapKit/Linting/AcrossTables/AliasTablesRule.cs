using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// Findings about alias files that are linted together, in the order of <c>alias_maps</c>: aliases that form a loop
/// through several files, and owners of lists that no file contains.
/// </summary>
internal sealed class AliasTablesRule : ICrossTableRule
{
    private static ReadOnlySpan<byte> OwnerPrefix => "owner-"u8;

    private readonly List<(LintContext Context, RecordSet Records, Aliases Entries)> _tables = [];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        _ => new AliasTablesRule(),
        formats => formats.Count(format => format == TableFormat.Aliases) > 1,
        NeedsConfiguration: false,
        new RuleScope(TableFormat.Aliases),
        Rules.AliasLoop, Rules.OwnerWithoutList)
    {
        AlsoForOneTable = true,
    };

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        if (table.Format != TableFormat.Aliases) return null;
        var entries = new Aliases(new StoredAliases(table, records));
        _tables.Add((table, records, entries));
        return entries;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (_tables.Count == 0) return;
        var joined = new JoinedRecords([.. _tables.Select(table => table.Records)]);
        if (_tables.Count > 1) FindLoops(joined);
        foreach (var (context, _, entries) in _tables) ReportOwners(joined, context, entries.Owners);
    }

    private void FindLoops(JoinedRecords joined)
    {
        var graph = new AliasGraph(joined, _tables[0].Context.Folding);
        foreach (var loop in graph.Loops())
        {
            // A loop in one file is reported for that file.
            var last = graph.Find(loop.Last);
            var table = joined.TableOf(last);
            if (loop.Names.All(name => joined.TableOf(graph.Find(name)) == table)) continue;
            AliasLoopRule.Report(_tables[table].Context, _tables[table].Entries.ValuePlace(joined.Line(last)), loop);
        }
    }

    private void ReportOwners(JoinedRecords joined, LintContext table, IEnumerable<(byte[] Name, SourcePlace Place)> owners)
    {
        var where = _tables.Count == 1 ? "in this file" : "in these files";
        foreach (var (name, place) in owners)
        {
            if (joined.Find(name.AsSpan(OwnerPrefix.Length)) >= 0) continue;
            table.Report(
                Rules.OwnerWithoutList,
                place,
                $"{Show(name)} is the owner of a list {Show(name.AsSpan(OwnerPrefix.Length))}, which has no alias {where}; Postfix uses it as an ordinary alias",
                "remove it if the list no longer exists");
        }
    }

    /// <summary>By convention <c>owner-owner</c> receives the bounces of the owners themselves, and no list has that name.</summary>
    private static bool IsOwner(ReadOnlySpan<byte> name) =>
        name.StartsWith(OwnerPrefix) && name.Length > OwnerPrefix.Length && !name.SequenceEqual("owner-owner"u8) && !name.EndsWith("-request"u8);

    private static string Show(ReadOnlySpan<byte> name) => ShownName.Escape(ByteText.FromBytes(name));

    /// <summary>Stores the entries of a file that may be reported after all files have been read.</summary>
    private sealed class Aliases(StoredAliases stored) : IEntryRule
    {
        private readonly Dictionary<int, SourcePlace> _valuePlaces = [];

        public List<(byte[] Name, SourcePlace Place)> Owners { get; } = [];

        /// <summary>The place of an alias's value.</summary>
        /// <param name="line">Its line.</param>
        public SourcePlace ValuePlace(int line) => _valuePlaces.TryGetValue(line, out var place) ? place : new SourcePlace(default, line, 1, 1);

        public void See(in Entry entry)
        {
            if (!stored.AreOf(entry)) return;
            if (MayLeadToAliases(entry.Value)) _valuePlaces[entry.Line.FirstLine] = entry.ValuePlace;
            AddOwner(entry.Key, entry);
            if (!entry.InternalKey.SequenceEqual(entry.Key)) AddOwner(entry.InternalKey, entry);
        }

        public void End()
        {
        }

        private void AddOwner(ReadOnlySpan<byte> name, in Entry entry)
        {
            var folded = stored.Stored(name);
            if (IsOwner(folded)) Owners.Add((folded, entry.KeyPlace));
        }

        private static bool MayLeadToAliases(ReadOnlySpan<byte> value) =>
            !value.IsEmpty && value[0] is not ((byte)'/' or (byte)'|') && (!value.Contains((byte)'@') || value.ContainsAny(" ,"u8));
    }
}
