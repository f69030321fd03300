using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting;
using MapKit.Linting.AcrossTables;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>A rule about several tables sees the entries of each and reports to the table that it is about.</summary>
public class SeamTests
{
    [Fact]
    public void A_rule_across_tables_sees_all_and_reports_in_place_and_can_be_allowed()
    {
        using var folder = new TemporaryFolder();
        var first = folder.Write("first", "a 1\nb 2\n");
        var second = folder.Write("second", "b 3\n# mapkit: allow MK2003\na 4\n");
        var operation = Linted.With(new SharedKeys());
        operation.Read(first, null);
        operation.Read(second, null);
        Assert.Equal(["second:1:1: warning MK2003: \"b\" is in first, too"], Linted.Shown(operation, folder));
    }

    [Fact]
    public void A_table_that_matters_to_no_rule_is_left_out()
    {
        using var folder = new TemporaryFolder();
        var operation = Linted.With(new SharedKeys());
        operation.Read(folder.Write("first", "a 1\n"), null);
        operation.Read(folder.Write("aliases", "a: 1\n"), TableFormat.Aliases);
        Assert.Empty(Linted.Shown(operation, folder));
    }

    private sealed class SharedKeys : ICrossTableRule
    {
        private readonly List<(LintContext Table, string Key, SourcePlace Place)> _keys = [];

        public IEntryRule? Begin(LintContext table, RecordSet records) => table.Format == TableFormat.Plain ? new Keys(this, table) : null;

        public void Finish()
        {
            foreach (var group in _keys.GroupBy(key => key.Key))
            {
                var where = group.First().Table.Path;
                foreach (var (table, key, place) in group.Skip(1))
                    table.Report(Rules.KeyNeverLookedUp, place, $"\"{key}\" is in {Path.GetFileName(where)}, too", null);
            }
        }

        private sealed class Keys(SharedKeys all, LintContext table) : IEntryRule
        {
            public void See(in Entry entry) => all._keys.Add((table, ByteText.FromBytes(entry.Key), entry.KeyPlace));

            public void End()
            {
            }
        }
    }
}
