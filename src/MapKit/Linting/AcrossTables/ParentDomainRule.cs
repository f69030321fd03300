using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// What is said of domains and those below them where main.cf has another <c>parent_domain_matches_subdomains</c> than the
/// default (postfix-tables 5.1): then the other way of writing them is void, or narrower than it looks.
/// </summary>
internal sealed class ParentDomainRule(MailSystem system) : ICrossTableRule
{
    private const string Parameter = "parent_domain_matches_subdomains";
    private const string AccessMaps = "smtpd_access_maps";
    private const string TransportMaps = "transport_maps";

    private readonly bool _accessMatches = system.ParentsMatch(AccessMaps);
    private readonly bool _transportMatches = system.ParentsMatch(TransportMaps);
    private readonly List<LintContext> _tables = [];

    /// <inheritdoc/>
    public bool MayApply(IReadOnlyList<TableFormat> formats) => formats.Contains(TableFormat.Access) || formats.Contains(TableFormat.Transport);

    /// <inheritdoc/>
    public ITableRule? Begin(LintContext table, RecordSet records)
    {
        _tables.Add(table);
        if (table.Format == TableFormat.Access && !_accessMatches) new SubdomainRule(table, $"without {AccessMaps} in {Parameter} of main.cf").Judge(records);
        return table.Format == TableFormat.Transport && _transportMatches ? new Dots(table) : null;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var table in _tables)
        {
            if (table.Format == TableFormat.Access && !_accessMatches) table.TakeBack(Rules.DotBeforeDomain);
            if (table.Format == TableFormat.Transport && _transportMatches) table.TakeBack(Rules.DomainWithoutSubdomains);
        }
    }

    /// <summary>Keys of a transport table that begin with a dot.</summary>
    private sealed class Dots(LintContext table) : ITableRule
    {
        public void See(in Entry entry)
        {
            if (entry.Key is not [(byte)'.', .. var domain] || !HostName.IsCommonName(domain)) return;
            var shown = ByteText.Of(domain);
            table.Report(
                Rules.DotBeforeDomain,
                entry.PlaceInKey(0, 1),
                $"with {TransportMaps} in {Parameter} of main.cf Postfix asks for {Latin1Text.Show(shown)}, which matches the names below it as well, and never for {Latin1Text.Show("." + shown)}",
                "remove the dot");
        }

        public void End()
        {
        }
    }
}
