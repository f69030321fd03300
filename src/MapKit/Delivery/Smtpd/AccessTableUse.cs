using MapKit.Configuration;
using MapKit.Delivery.Smtpd.Restrictions;
using MapKit.Source;

namespace MapKit.Delivery.Smtpd;

/// <summary>An access table that a list of restrictions names.</summary>
/// <param name="Name">The list and the restriction.</param>
/// <param name="Check">The restriction: that written before the table, or the one that a table alone means.</param>
/// <param name="Table">The table.</param>
/// <param name="Note">Why its answer may have no effect; null if it has.</param>
internal sealed record AccessTableUse(string Name, string Check, string Table, string? Note)
{
    private static readonly (string Parameter, string? Implied)[] Lists =
    [
        ("smtpd_client_restrictions", "check_client_access"), ("smtpd_helo_restrictions", "check_helo_access"), ("smtpd_sender_restrictions", "check_sender_access"),
        ("smtpd_relay_restrictions", "check_recipient_access"), ("smtpd_recipient_restrictions", "check_recipient_access"), ("smtpd_data_restrictions", null),
        ("smtpd_end_of_data_restrictions", null), ("smtpd_etrn_restrictions", "check_etrn_access"),
    ];

    /// <summary>What of a domain is looked up instead of the domain; null if it is the domain.</summary>
    public string? Record => Check switch
    {
        _ when Check.EndsWith("_mx_access", StringComparison.Ordinal) => "MX hosts and their addresses",
        _ when Check.EndsWith("_ns_access", StringComparison.Ordinal) => "name servers and their addresses",
        _ when Check.EndsWith("_a_access", StringComparison.Ordinal) => "addresses",
        _ => null,
    };

    /// <summary>The tables of an SMTP server, in its order, then those of restriction classes.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="service">The service; null for main.cf alone.</param>
    public static IEnumerable<AccessTableUse> Find(ExplainContext context, MasterService? service)
    {
        var lists = Lists.Select(list => (List: RestrictionList.Read(list.Parameter, context.Traced(list.Parameter, service)), list.Implied, IsClass: false));
        var classes = ExplainContext.Words(context.Get("smtpd_restriction_classes", service)).Select(name => (List: RestrictionList.Read(name, context.Traced(name, service)), Implied: (string?)null, IsClass: true));
        return lists.Concat(classes).SelectMany(list => Find(list.List, list.Implied, list.IsClass));
    }

    private static IEnumerable<AccessTableUse> Find(RestrictionList list, string? implied, bool isClass)
    {
        var (isWarning, end) = (false, "");
        foreach (var item in list.Items)
        {
            if (item.Name == "warn_if_reject")
            {
                isWarning = true;
                continue;
            }

            var check = item.Name.Length > 0 ? item.Name : implied;
            if (check is not null && item.HasTable)
            {
                var note = end.Length > 0 ? $"never reached: smtpd ends the list at {end}"
                    : isWarning ? "after warn_if_reject, smtpd only logs a rejection"
                    : isClass ? $"only if a list or a table names the class {list.Name}"
                    : null;
                yield return new AccessTableUse($"{list.Name}, {(item.Name.Length > 0 ? item.Name : $"a table alone ({check})")}", check, TableIn(item.Argument!), note);
            }

            if (end.Length == 0 && !isWarning && item.Name is "permit" or "reject" or "defer") end = item.Name;
            isWarning = false;
        }
    }

    /// <summary>The table of a check, which may be in braces and followed by options.</summary>
    private static string TableIn(string argument) =>
        ByteText.ToText(argument is ['{', .. var inside, '}'] && ExplainContext.Words(inside) is [var table, ..] ? table : argument);
}
