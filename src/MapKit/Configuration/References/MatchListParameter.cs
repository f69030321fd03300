using MapKit.Tables.Lists;

namespace MapKit.Configuration.References;

/// <summary>The parameters that are match lists, and what each is compared with (docs/formats/configuration.md#match-lists).</summary>
internal static class MatchListParameter
{
    private const string ParentList = "parent_domain_matches_subdomains";

    private static readonly Dictionary<string, (MatchListKind Kind, string? NameInParentList)> Rows = new(StringComparer.Ordinal)
    {
        ["mydestination"] = (MatchListKind.WholeDomains, null),
        ["virtual_alias_domains"] = (MatchListKind.WholeDomains, null),
        ["virtual_mailbox_domains"] = (MatchListKind.WholeDomains, null),
        ["use_srv_lookup"] = (MatchListKind.WholeDomains, null),
        ["relay_domains"] = (MatchListKind.Domains, "relay_domains"),
        ["fast_flush_domains"] = (MatchListKind.Domains, "fast_flush_domains"),
        ["mynetworks"] = (MatchListKind.Hosts, "mynetworks"),
        ["debug_peer_list"] = (MatchListKind.Hosts, "debug_peer_list"),
        ["permit_mx_backup_networks"] = (MatchListKind.Hosts, "permit_mx_backup_networks"),
        ["qmqpd_authorized_clients"] = (MatchListKind.Hosts, "qmqpd_authorized_clients"),
        ["smtpd_client_event_limit_exceptions"] = (MatchListKind.Hosts, "smtpd_client_event_limit_exceptions"),
        ["smtpd_forbid_bare_newline_exclusions"] = (MatchListKind.Hosts, "mynetworks"),
        ["smtpd_authorized_xclient_hosts"] = (MatchListKind.Hosts, null),
        ["smtpd_authorized_xforward_hosts"] = (MatchListKind.Hosts, null),
        ["smtpd_authorized_verp_clients"] = (MatchListKind.Hosts, null),
        ["smtpd_sasl_exceptions_networks"] = (MatchListKind.Hosts, null),
        ["postscreen_allowlist_interfaces"] = (MatchListKind.Addresses, null),
        ["masquerade_exceptions"] = (MatchListKind.Words, null),
        ["authorized_flush_users"] = (MatchListKind.Words, null),
        ["authorized_mailq_users"] = (MatchListKind.Words, null),
        ["authorized_submit_users"] = (MatchListKind.Words, null),
        ["parent_domain_matches_subdomains"] = (MatchListKind.Words, null),
        ["postscreen_forbidden_commands"] = (MatchListKind.Words, null),
        ["smtpd_forbidden_commands"] = (MatchListKind.Words, null),
        ["smtpd_noop_commands"] = (MatchListKind.Words, null),
        ["smtpd_log_access_permit_actions"] = (MatchListKind.Words, null),
        ["smtpd_sasl_mechanism_filter"] = (MatchListKind.Words, null),
        ["smtp_sasl_mechanism_filter"] = (MatchListKind.Words, null),
        ["lmtp_sasl_mechanism_filter"] = (MatchListKind.Words, null),
        ["smtp_connection_cache_destinations"] = (MatchListKind.Words, null),
        ["lmtp_connection_cache_destinations"] = (MatchListKind.Words, null),
    };

    /// <summary>The names of the parameters.</summary>
    public static IEnumerable<string> Names => Rows.Keys;

    /// <summary>Describes the list of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="scope">The other parameters.</param>
    /// <returns>The list, or null if the parameter is none.</returns>
    public static MatchListUse? UseOf(string parameter, ParameterScope scope)
    {
        if (!Rows.TryGetValue(parameter, out var row)) return null;
        return new MatchListUse(row.Kind, parameter, row.NameInParentList is { } name ? CoversSubdomains(name, scope) : row.Kind == MatchListKind.Hosts ? false : null);
    }

    private static bool? CoversSubdomains(string name, ParameterScope scope)
    {
        try
        {
            var words = (scope.Evaluate(ParentList) ?? "").Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
            return words.Any(word => word.AsSpan().ContainsAny(":/!")) ? null : words.Contains(name, StringComparer.OrdinalIgnoreCase);
        }
        catch (ConfigurationException)
        {
            // The value is reported where it is used.
            return null;
        }
    }
}
