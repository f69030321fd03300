using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.AcrossTables;

/// <summary>Transports of routes that master.cf does not define; each is reported once per table.</summary>
internal sealed class UnknownTransportRule(MailSystem system) : ICrossTableRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new UnknownTransportRule(system!),
        formats => formats.Any(HasTransports),
        NeedsConfiguration: true,
        new RuleScope(TableFormat.Transport, TableFormat.SenderTransport),
        Rules.UnknownTransport);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records) =>
        system.MasterPath is { } master && HasTransports(table.Format) ? new Transports(system, master, table) : null;

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private static bool HasTransports(TableFormat format) => format == TableFormat.Transport || format == TableFormat.SenderTransport;

    private sealed class Transports(MailSystem system, string master, LintContext table) : IEntryRule
    {
        private readonly Dictionary<string, (SourcePlace Place, int Count)> _unknown = new(StringComparer.Ordinal);
        private readonly HashSet<string> _known = [""];

        public void See(in Entry entry)
        {
            // A value without a colon is another mistake, which is reported separately.
            var colon = entry.Value.IndexOf((byte)':');
            if (colon < 0) return;
            var name = ByteText.FromBytes(entry.Value[..colon]);
            if (_known.Contains(name)) return;
            if (_unknown.TryGetValue(name, out var found)) _unknown[name] = (found.Place, found.Count + 1);
            else if (system.HasTransport(name) || IsReported(entry)) _known.Add(name);
            else _unknown[name] = (entry.PlaceInValue(0, colon), 1);
        }

        public void End()
        {
            foreach (var (name, (place, count)) in _unknown)
            {
                table.Report(
                    Rules.UnknownTransport,
                    place,
                    $"{master} has no service {Latin1Text.Show(name)} of type unix; Postfix cannot use this transport and defers the mail{MoreEntries.Text(count)}",
                    "write the name of a delivery agent of master.cf, or add the service there");
            }
        }

        /// <summary>Whether the name cannot be a transport, which is reported when the value is read.</summary>
        private bool IsReported(in Entry entry) =>
            entry.Key.Length + (long)entry.Value.Length <= TableFormat.LongestExplained
            && table.Format.Check(ByteText.FromBytes(entry.Key), ByteText.FromBytes(entry.Value)).Any(problem => problem.Rule == Rules.BadTransportName || problem.Rule == Rules.HostAsTransport);
    }
}
