using MapKit.Diagnostics;
using MapKit.Linting.Entries;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tables;
using MapKit.Tables.Hosts;

namespace MapKit.Linting.Records;

/// <summary>
/// Domains of a transport table that do not match their subdomains, because <c>transport_maps</c> is by default not in
/// <c>parent_domain_matches_subdomains</c> (docs/formats/lookups.md#parent-domains), and of an access table if main.cf removes
/// it there: reported once per table, because it is usually intended.
/// </summary>
/// <param name="context">The table.</param>
/// <param name="when">Where it is so: a part of a sentence.</param>
internal sealed class SubdomainRule(LintContext context, string when = "by default") : IRecordRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<IRecordRule>(context => new SubdomainRule(context), new RuleScope(TableFormat.Transport) { WhenCompiling = false }, Rules.DomainWithoutSubdomains);

    /// <inheritdoc/>
    public void Check(RecordSet records)
    {
        var stored = records.AsStored(withNul: false);
        var (first, count) = (-1, 0);
        Span<byte> below = stackalloc byte[PostfixLimits.HostName + 1];
        below[0] = (byte)'.';
        for (var record = 0; record < stored.Count; record++)
        {
            var key = stored.Key(record);
            if (key.IsEmpty || key[0] == '.' || key.Length > PostfixLimits.HostName || !HostName.IsCommonName(key)) continue;
            key.CopyTo(below[1..]);
            if (records.IndexOf(below[..(key.Length + 1)]) >= 0) continue;
            if (first < 0) first = record;
            count++;
        }

        if (first < 0) return;
        var name = context.Show(stored.Key(first));
        context.ReportAt(
            stored.Line(first),
            Rules.DomainWithoutSubdomains,
            $"{name} does not match its subdomains {when}{MoreEntries.Text(count)}",
            "add the domain with a dot before it if its subdomains are intended as well",
            EntryPart.Key);
    }
}
