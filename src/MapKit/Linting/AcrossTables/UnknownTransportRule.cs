using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.AcrossTables;

/// <summary>Transports of routes that master.cf does not have; each is told once for a table.</summary>
internal sealed class UnknownTransportRule(MailSystem system) : ICrossTableRule
{
    /// <inheritdoc/>
    public bool MayApply(IReadOnlyList<TableFormat> formats) => formats.Any(HasTransports);

    /// <inheritdoc/>
    public ITableRule? Begin(LintContext table, RecordSet records) =>
        system.MasterPath is { } master && HasTransports(table.Format) ? new Transports(system, master, table) : null;

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private static bool HasTransports(TableFormat format) => format == TableFormat.Transport || format == TableFormat.SenderTransport;

    private sealed class Transports(MailSystem system, string master, LintContext table) : ITableRule
    {
        private readonly Dictionary<string, (SourcePlace Place, int Count)> _unknown = new(StringComparer.Ordinal);
        private readonly HashSet<string> _known = [""];

        public void See(in Entry entry)
        {
            // Without a colon it is another mistake, which has been told.
            var colon = entry.Value.IndexOf((byte)':');
            if (colon < 0) return;
            var name = ByteText.Of(entry.Value[..colon]);
            if (_known.Contains(name)) return;
            if (_unknown.TryGetValue(name, out var found)) _unknown[name] = (found.Place, found.Count + 1);
            else if (system.HasTransport(name)) _known.Add(name);
            else _unknown[name] = (entry.PlaceInValue(0, colon), 1);
        }

        public void End()
        {
            foreach (var (name, (place, count)) in _unknown)
            {
                if (table.Findings.Any(finding => finding.Place?.Line == place.Line && (finding.Rule == Rules.BadTransportName || finding.Rule == Rules.HostAsTransport))) continue;
                var others = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (the same in {count - 1} more)");
                table.Report(
                    Rules.UnknownTransport,
                    place,
                    $"{master} has no service {Latin1Text.Show(name)} of type unix; Postfix cannot deliver by it and the mail waits{others}",
                    "write the name of a delivery agent of master.cf, or add the service there");
            }
        }
    }
}
