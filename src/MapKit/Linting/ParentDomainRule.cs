using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Linting;

/// <summary>
/// Takes back what is said of domains and those below them where main.cf has another <c>parent_domain_matches_subdomains</c> than
/// the default (postfix-tables 5.1).
/// </summary>
internal sealed class ParentDomainRule(MailSystem system) : ICrossTableRule
{
    private readonly List<LintContext> _tables = [];

    /// <inheritdoc/>
    public bool MayApply(IReadOnlyList<TableFormat> formats) => formats.Contains(TableFormat.Access) || formats.Contains(TableFormat.Transport);

    /// <inheritdoc/>
    public ITableRule? Begin(LintContext table, RecordSet records)
    {
        _tables.Add(table);
        return null;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        var accessMatches = system.ParentsMatch("smtpd_access_maps");
        var transportMatches = system.ParentsMatch("transport_maps");
        foreach (var table in _tables)
        {
            if (table.Format == TableFormat.Access && !accessMatches) table.TakeBack(Rules.DotBeforeDomain);
            if (table.Format == TableFormat.Transport && transportMatches) table.TakeBack(Rules.DomainWithoutSubdomains);
        }
    }
}
