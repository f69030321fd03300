using MapKit.Postfix;

namespace MapKit.Configuration.Parameters;

/// <summary>The sets of words (docs/formats/parameters.md#words). A set of the catalogue that is not here is not checked.</summary>
internal static class WordSets
{
    private const string Unknown = "unknown {name} value \"{word}\" in \"{value}\"";
    private const string Invalid = "invalid {name}: \"{value}\"";
    private const string BadValue = "bad {name} value: {value}";
    private const string Setting = "invalid setting: \"{name} = {value}\"";

    private static readonly string[] AddressClasses = ["envelope_sender", "envelope_recipient", "header_sender", "header_recipient"];
    private static readonly string[] MailSources = ["sendmail", "smtpd", "qmqpd", "forward", "bounce", "notify", "verify"];
    private static readonly string[] Ehlo =
    [
        "8BITMIME", "AUTH", "ETRN", "PIPELINING", "SIZE", "VERP", "VRFY", "XCLIENT", "XFORWARD", "STARTTLS", "ENHANCEDSTATUSCODES", "DSN", "SMTPUTF8",
        "CHUNKING", "SILENT-DISCARD",
    ];

    private static readonly Dictionary<string, WordSet> ByName = Make().ToDictionary(set => set.Name, StringComparer.Ordinal);

    /// <summary>The words that only 3.12 has.</summary>
    private static readonly Dictionary<string, string[]> OfNewest = new(StringComparer.Ordinal)
    {
        ["bare_newline"] = ["note"],
        ["ehlo_keywords"] = ["REQUIRETLS"],
        ["milter_action"] = ["shutdown"],
        ["tls_loglevel"] = ["trace"],
    };

    /// <summary>Finds a set.</summary>
    /// <param name="name">The name in the catalogue.</param>
    /// <param name="version">The version.</param>
    /// <returns>The set, or null if its words are not checked.</returns>
    public static WordSet? Find(string name, PostfixVersion version)
    {
        if (!ByName.TryGetValue(name, out var set)) return null;
        return VersionDifferences.In(version).HasWordsOf312 && OfNewest.TryGetValue(name, out var words) ? set with { Words = [.. set.Words, .. words] } : set;
    }

    private static IEnumerable<WordSet> Make() =>
    [
        new("notify_classes", WordOutcome.FatalInUse, Unknown, "bounce", "2bounce", "data", "delay", "policy", "protocol", "resource", "software"),
        new("canonical_classes", WordOutcome.Fatal, UnknownIn("canonical_classes"), AddressClasses),
        new("sender_canonical_classes", WordOutcome.Fatal, UnknownIn("canonical_classes"), "envelope_sender", "header_sender"),
        new("recipient_canonical_classes", WordOutcome.Fatal, UnknownIn("canonical_classes"), "envelope_recipient", "header_recipient"),
        new("masquerade_classes", WordOutcome.Fatal, Unknown, AddressClasses),
        new("extension_classes", WordOutcome.Fatal, Unknown, "canonical", "virtual", "alias", "forward", "include", "generic"),
        new("expansion_types", WordOutcome.Fatal, Unknown, "alias", "forward", "include"),
        new("delivered_header_types", WordOutcome.Fatal, Unknown, "command", "file", "forward"),
        new("mailbox_locks", WordOutcome.Fatal, UnknownIn("mailbox_delivery_lock"), "flock", "fcntl", "dotlock"),
        new("receive_override_options", WordOutcome.Fatal, Unknown, "no_unknown_recipient_checks", "no_address_mappings", "no_header_body_checks", "no_milters"),
        new("mail_sources", WordOutcome.FatalInUse, Unknown, MailSources),
        new("smtputf8_classes", WordOutcome.FatalInUse, Unknown, [.. MailSources, "all"]),
        new("host_lookup", WordOutcome.Fatal, Unknown, "dns", "native"),
        new("dns_resolver_options", WordOutcome.Fatal, Unknown, "res_defnames", "res_dnsrch"),
        new("proxy_options", WordOutcome.Fatal, Unknown, "speed_adjust"),
        new("inet_protocols", WordOutcome.Fatal, Unknown, "all", "ipv4", "ipv6"),
        new("ehlo_keywords", WordOutcome.Silent, "", Ehlo) { IgnoresCase = true },
        new("pix_workarounds", WordOutcome.Silent, "", "disable_esmtp", "delay_dotcrlf") { IgnoresCase = true },
        new("sasl_options", WordOutcome.Failure, "unknown SASL security options value \"{word}\" in \"{value}\"", "noplaintext", "noactive", "nodictionary", "forward_secrecy", "noanonymous", "mutual_auth"),
        new("mynetworks_style", WordOutcome.Fatal, "unknown mynetworks mask style value \"{word}\" in \"{value}\"", "class", "subnet", "host"),
        new("dns_support_level", WordOutcome.Fatal, Invalid, "disabled", "enabled", "dnssec") { IgnoresCase = true, MayBeEmpty = true },
        new("address_preference", WordOutcome.Fatal, BadValue, "any", "ipv4", "ipv6") { IgnoresCase = true },
        new("verify_target", WordOutcome.Fatal, "bad protocol stage: \"smtp_address_verify_target = {value}\"", "rcpt", "data") { IgnoresCase = true },
        new("from_format", WordOutcome.Fatal, Setting, "standard", "obsolete") { IgnoresCase = true },
        new("log_address_format", WordOutcome.FatalInUse, "invalid parameter setting \"{name} = {value}\"", "external", "internal") { IgnoresCase = true },
        new("bare_newline", WordOutcome.Fatal, "bad parameter value: '{name} = {value}'", "normalize", "yes", "reject", "no") { IgnoresCase = true },
        new("tempfail_actions", WordOutcome.Fatal, "bad configuration: {name} = {value}", "defer", "defer_if_permit") { IgnoresCase = true },
        new("tempfail_default", WordOutcome.Fatal, "bad configuration: unknown_helo_hostname_tempfail_action = {value}", "defer", "defer_if_permit") { IgnoresCase = true },
        new("postscreen_actions", WordOutcome.Fatal, BadValue, "ignore", "enforce", "drop", "continue") { IgnoresCase = true },
        new("server_tls_level", WordOutcome.Fatal, "Invalid TLS level \"{value}\"", "none", "may", "encrypt", "fingerprint", "verify", "secure") { IgnoresCase = true, MayBeEmpty = true },
        new("client_tls_level", WordOutcome.Fatal, "Invalid TLS level \"{value}\"", "none", "may", "encrypt", "dane", "dane-only", "fingerprint", "verify", "secure") { IgnoresCase = true, MayBeEmpty = true },
        new("insecure_mx_policy", WordOutcome.Fatal, Invalid, "may", "encrypt", "dane") { IgnoresCase = true },
        new("tls_protocols", WordOutcome.TlsOff, "Invalid TLS protocol list \"{value}\"", "SSLv2", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3") { IgnoresCase = true },
        new("cipher_grade", WordOutcome.Failure, "invalid cipher grade: \"{value}\"", "high", "medium", "low", "export", "null") { IgnoresCase = true },
        new("tls_loglevel", WordOutcome.Warning, Unknown, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "none", "routine", "debug", "ssl-expert", "ssl-developer", "summary", "untrusted", "peercert", "certmatch", "verbose", "cache", "dane", "ssl-debug", "ssl-handshake-packet-dump", "ssl-session-packet-dump") { IgnoresCase = true },
        new("digest", WordOutcome.TlsOff, "Digest algorithm \"{value}\" not found", "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256", "sha3-224", "sha3-256", "sha3-384", "sha3-512", "md4", "ripemd160", "blake2b512", "blake2s256", "sm3") { IgnoresCase = true },
        new("line_endings", WordOutcome.Fatal, "invalid {name} value: {value}", "always", "strict", "never"),
        new("milter_action", WordOutcome.Failure, "unrecognized default action: {value}", "accept", "reject", "tempfail", "quarantine") { IgnoresCase = true },
        new("milter_protocol", WordOutcome.Failure, "bad protocol information: {word}", "2", "3", "4", "6", "no_header_reply") { IgnoresCase = true },
        new("upstream_proxy", WordOutcome.FatalInUse, "unsupported {name} value: {value}", "haproxy") { MayBeEmpty = true },
    ];

    private static string UnknownIn(string name) => Unknown.Replace("{name}", name, StringComparison.Ordinal);
}
