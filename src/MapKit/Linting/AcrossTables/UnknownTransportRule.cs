using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting.AcrossTables;

/// <summary>Transports of routes and filters that master.cf does not define; each is reported once per table.</summary>
internal sealed class UnknownTransportRule(MailSystem system) : ICrossTableRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new UnknownTransportRule(system!),
        formats => formats.Any(TransportNames.Formats.Contains),
        NeedsConfiguration: true,
        new RuleScope(TransportNames.Formats),
        Rules.UnknownTransport, Rules.RouteWithoutColon);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records) =>
        system.MasterPath is { } master && TransportNames.Formats.Contains(table.Format) ? new Transports(system, master, table) : null;

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private sealed class Transports(MailSystem system, string master, LintContext table) : IEntryRule
    {
        private readonly Dictionary<string, (SourcePlace Place, int Count)> _unknown = new(StringComparer.Ordinal);
        private readonly HashSet<string> _known = [""];

        public void See(in Entry entry)
        {
            var found = TransportNames.Find(table.Format, entry.Value, out var start);
            if (found.IsEmpty) return;
            var name = ByteText.FromBytes(found);
            if (_known.Contains(name)) return;
            if (_unknown.TryGetValue(name, out var first))
            {
                _unknown[name] = (first.Place, first.Count + 1);
            }
            else if (system.HasTransport(name))
            {
                // A service may have the name of a host.
                if (found.Length == entry.Value.Length) table.Findings.Withdraw(Rules.RouteWithoutColon, table.Path, entry.PlaceInValue(0, found.Length));
                else _known.Add(name);
            }
            else if (IsReported(entry))
            {
                _known.Add(name);
            }
            else
            {
                _unknown[name] = (entry.PlaceInValue(start, found.Length), 1);
            }
        }

        public void End()
        {
            foreach (var (name, (place, count)) in _unknown)
                table.Report(Rules.UnknownTransport, place, TransportNames.MessageOf(master, name) + MoreEntries.Text(count), TransportNames.Help);
        }

        /// <summary>Whether the name cannot be a transport, which is reported when the value is read.</summary>
        private bool IsReported(in Entry entry) =>
            entry.Key.Length + (long)entry.Value.Length <= TableFormat.LongestExplained
            && table.Format.Check(ByteText.FromBytes(entry.Key), ByteText.FromBytes(entry.Value))
                .Any(problem => problem.Rule == Rules.BadTransportName || problem.Rule == Rules.HostAsTransport || problem.Rule == Rules.RouteWithoutColon);
    }
}
