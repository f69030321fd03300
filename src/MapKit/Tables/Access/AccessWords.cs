using System.Collections.Frozen;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Access;

/// <summary>The words of access tables: actions, and the restrictions that a list may name (<c>generic_checks</c>).</summary>
internal static class AccessWords
{
    /// <summary>The restriction with a policy server after it.</summary>
    public const string PolicyService = "check_policy_service";

    private const int ShortestMisspelled = 5;

    /// <summary>The actions, in upper case.</summary>
    private static readonly FrozenDictionary<string, AccessActionKind> Actions = new Dictionary<string, AccessActionKind>
    {
        ["OK"] = AccessActionKind.Permit,
        ["RELAY"] = AccessActionKind.Permit,
        ["DUNNO"] = AccessActionKind.Dunno,
        ["REJECT"] = AccessActionKind.Reject,
        ["DEFER"] = AccessActionKind.Defer,
        ["DEFER_IF_REJECT"] = AccessActionKind.DeferIfReject,
        ["DEFER_IF_PERMIT"] = AccessActionKind.DeferIfPermit,
        ["INFO"] = AccessActionKind.Info,
        ["WARN"] = AccessActionKind.Warn,
        ["HOLD"] = AccessActionKind.Hold,
        ["DISCARD"] = AccessActionKind.Discard,
        ["FILTER"] = AccessActionKind.Filter,
        ["REDIRECT"] = AccessActionKind.Redirect,
        ["BCC"] = AccessActionKind.Bcc,
        ["PREPEND"] = AccessActionKind.Prepend,
        ["HANGUP"] = AccessActionKind.HangUp,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Restrictions without an argument.</summary>
    private static readonly FrozenSet<string> Plain = FrozenSet.ToFrozenSet(
        [
            "permit", "reject", "defer", "warn_if_reject", "defer_if_permit", "defer_if_reject", "defer_unauth_destination",
            "permit_auth_destination", "permit_inet_interfaces", "permit_mx_backup", "permit_mynetworks", "permit_naked_ip_address",
            "permit_sasl_authenticated", "permit_tls_all_clientcerts", "permit_tls_clientcerts", "check_relay_domains",
            "check_recipient_maps", "reject_authenticated_sender_login_mismatch", "reject_invalid_helo_hostname",
            "reject_invalid_hostname", "reject_known_sender_login_mismatch", "reject_maps_rbl", "reject_multi_recipient_bounce",
            "reject_non_fqdn_helo_hostname", "reject_non_fqdn_hostname", "reject_non_fqdn_recipient", "reject_non_fqdn_sender",
            "reject_plaintext_session", "reject_sender_login_mismatch", "reject_unauth_destination", "reject_unauth_pipelining",
            "reject_unauthenticated_sender_login_mismatch", "reject_unknown_address", "reject_unknown_client",
            "reject_unknown_client_hostname", "reject_unknown_forward_client_hostname", "reject_unknown_helo_hostname",
            "reject_unknown_hostname", "reject_unknown_recipient_domain", "reject_unknown_reverse_client_hostname",
            "reject_unknown_sender_domain", "reject_unlisted_recipient", "reject_unlisted_sender", "reject_unverified_recipient",
            "reject_unverified_sender",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Restrictions with a domain or a number after them.</summary>
    private static readonly FrozenSet<string> WithArgument = FrozenSet.ToFrozenSet(
        [
            "permit_dnswl_client", "permit_rhswl_client", "reject_rbl", "reject_rbl_client", "reject_rhsbl_client", "reject_rhsbl_helo",
            "reject_rhsbl_recipient", "reject_rhsbl_reverse_client", "reject_rhsbl_sender", "sleep",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Restrictions with a table or a server after them.</summary>
    private static readonly FrozenSet<string> WithTable = FrozenSet.ToFrozenSet(
        [
            PolicyService, "check_ccert_access", "check_etrn_access", "check_sasl_access",
            .. new[] { "client", "reverse_client_hostname", "helo", "sender", "recipient" }.SelectMany(
                subject => new[] { "", "_a", "_mx", "_ns" }.Select(record => $"check_{subject}{record}_access")),
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of actions in other programs. A restriction class may also have such a name.</summary>
    private static readonly FrozenSet<string> Foreign = FrozenSet.ToFrozenSet(
        [
            "accept", "allow", "allowed", "ban", "blacklist", "block", "blocked", "bounce", "denied", "deny", "drop", "false", "ham", "ignore",
            "no", "none", "okay", "pass", "permitted", "refuse", "rejected", "skip", "spam", "true", "whitelist", "yes",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>All restrictions, in lower case.</summary>
    public static IEnumerable<string> Restrictions => [.. Plain, .. WithArgument, .. WithTable];

    /// <summary>Whether a word is an action.</summary>
    public static bool IsAction(string word, out AccessActionKind kind) => Actions.TryGetValue(word, out kind);

    /// <summary>The word of an action; if there are several, the first in alphabetical order.</summary>
    public static string WordOf(AccessActionKind kind) => Actions.Where(action => action.Value == kind).Min(action => action.Key)!;

    /// <summary>Whether a word is a restriction of Postfix that takes no table.</summary>
    public static bool IsRestriction(string word) => Plain.Contains(word) || WithArgument.Contains(word);

    /// <summary>Whether Postfix ignores the text after this restriction.</summary>
    public static bool EndsList(string word) =>
        word.Equals("permit", StringComparison.OrdinalIgnoreCase) || word.Equals("reject", StringComparison.OrdinalIgnoreCase) || word.Equals("defer", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the word after this restriction is its argument.</summary>
    public static bool TakesArgument(string word) => WithArgument.Contains(word);

    /// <summary>Whether the restriction needs a table or a server, which an access table cannot name.</summary>
    public static bool NeedsTable(string word) =>
        word.StartsWith("check_", StringComparison.OrdinalIgnoreCase) && (word.EndsWith("_access", StringComparison.OrdinalIgnoreCase)
            || word.Equals(PolicyService, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the word is a restriction with a table or a policy server after it.</summary>
    public static bool IsTableRestriction(string word) => WithTable.Contains(word);

    /// <summary>The restriction with a table that differs from a word by one character, or null.</summary>
    public static string? MisspelledTableRestriction(string word) =>
        WithTable.Order(StringComparer.Ordinal).FirstOrDefault(known => Misspelling.IsOneEditAway(word.ToLowerInvariant(), known));

    /// <summary>Whether the word is an action in other programs, or all capitals like the actions here: probably not a restriction class.</summary>
    public static bool IsDoubtful(string word) => Foreign.Contains(word) || !word.Any(char.IsAsciiLetterLower);

    /// <summary>The action or restriction that differs from a word by one character, or null.</summary>
    public static string? Misspelled(string word) =>
        Actions.Keys.Concat(Plain).Concat(WithArgument)
            .Where(known => known.Length >= ShortestMisspelled && known != "RELAY")
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(known => Misspelling.IsOneEditAway(word.ToLowerInvariant(), known.ToLowerInvariant()));
}
