using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// Findings about domains and subdomains if main.cf does not have the default <c>parent_domain_matches_subdomains</c>
/// (docs/formats/lookups.md#parent-domains): one of the two forms then never matches, or matches less than it seems.
/// </summary>
internal sealed class ParentDomainRule(MailSystem system) : ICrossTableRule
{
    private const string Parameter = "parent_domain_matches_subdomains";
    private const string AccessMaps = "smtpd_access_maps";
    private const string TransportMaps = "transport_maps";

    private readonly bool _accessMatches = system.ParentsMatch(AccessMaps);
    private readonly bool _transportMatches = system.ParentsMatch(TransportMaps);

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new ParentDomainRule(system!),
        formats => formats.Contains(TableFormat.Access) || formats.Contains(TableFormat.Transport),
        NeedsConfiguration: true,
        new RuleScope(TableFormat.Access, TableFormat.Transport),
        Rules.DomainWithoutSubdomains, Rules.DotBeforeDomain);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        if (table.Format == TableFormat.Access && !_accessMatches)
        {
            table.Findings.WithdrawAll(Rules.DotBeforeDomain);
            new SubdomainRule(table, $"without {AccessMaps} in {Parameter} of main.cf").Check(records);
            return null;
        }

        if (table.Format != TableFormat.Transport || !_transportMatches) return null;
        table.Findings.WithdrawAll(Rules.DomainWithoutSubdomains);
        return new Dots(table);
    }

    /// <inheritdoc/>
    public void Finish()
    {
    }

    /// <summary>Keys of a transport table that begin with a dot.</summary>
    private sealed class Dots(LintContext table) : IEntryRule
    {
        public void See(in Entry entry)
        {
            if (entry.Key is not [(byte)'.', .. var domain] || !HostName.IsCommonName(domain)) return;
            var shown = ByteText.FromBytes(domain);
            table.Report(
                Rules.DotBeforeDomain,
                entry.PlaceInKey(0, 1),
                $"with {TransportMaps} in {Parameter} of main.cf Postfix looks up {Latin1Text.Show(shown)}, which also matches its subdomains, and never {Latin1Text.Show("." + shown)}",
                "remove the dot");
        }

        public void End()
        {
        }
    }
}
