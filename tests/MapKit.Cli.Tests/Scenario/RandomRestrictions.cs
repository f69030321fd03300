namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// Random lists of restrictions, and tables for them; the same for the same seed. None of them asks DNS, and none permits this machine's addresses,
/// which XCLIENT does not change.
/// </summary>
internal sealed class RandomRestrictions(Random random)
{
    /// <summary>The classes that every service has.</summary>
    public static readonly string[] Classes = ["class_a", "class_b", "class_c"];

    public static readonly string[] Clients = ["192.0.2.33", "192.0.2.1", "198.51.100.7", "10.1.2.3", "2001:db8::1", "203.0.113.9"];
    public static readonly string[] Names = ["client.example.org", "mail.sub.example.net", "unknown", "UPPER.Example.COM", "example.org"];
    public static readonly string[] Helos = ["client.example.org", "helo.example", "[192.0.2.1]", "[nonsense]", "192.0.2.1", "localhost", "x_y", "bad..name", "FOO.example.net.", "[IPv6:2001:db8::1]"];
    public static readonly string[] Logins = ["alice", "bob", "Carol@example.com"];

    public static readonly string[] Senders =
        ["", "a@example.org", "Alice@example.com", "alice+x@example.com", "bob@sub.example.net", "user", "user@host", "x@valias.example", "ghost@example.com", "carol@relay.example", "\"a b\"@example.org", "d@[192.0.2.5]", "dave@moved.example"];

    public static readonly string[] Recipients =
        ["alice@example.com", "bob+ext@example.com", "ghost@example.com", "someone@example.org", "known@valias.example", "nobody@valias.example", "box@vbox.example", "none@vbox.example", "carol@relay.example", "none@relay.example",
         "postmaster", "Postmaster@example.com", "user%example.org@example.com", "user@example.org@example.com", "c@[192.0.2.5]", "host", "user@host", "\"q r\"@example.com", "down@gone.example", "late@later.example", "x@sub.relay.example"];

    private static readonly string[] Keys =
        ["192.0.2.33", "192.0.2", "10", "2001:db8", "client.example.org", "example.org", ".example.org", "org", "unknown", "helo.example", "a@example.org", "alice@example.com", "example.com", "ghost@", "alice@", "<>",
         "relay.example", "sub.example.net", "valias.example", "[192.0.2.5]", "localhost", "carol@relay.example", "alice", "user@host"];

    private static readonly string[] Texts = ["", "", "go away", "5.1.1 no such", "4.1.8 bad domain", "5.7.9  odd", "5.1.99 what", "2.0.0 fine", "50.1.1 no status"];

    public string AccessValue() => random.Next(30) switch
    {
        < 5 => $"REJECT {Pick(Texts)}".TrimEnd(),
        < 7 => $"DEFER {Pick(Texts)}".TrimEnd(),
        < 9 => $"DEFER_IF_PERMIT {Pick(Texts)}".TrimEnd(),
        < 11 => $"DEFER_IF_REJECT {Pick(Texts)}".TrimEnd(),
        < 14 => $"{Pick(["550", "450", "521", "421", "599", "400"])} {Pick(Texts)}".TrimEnd(),
        < 18 => Pick(["OK", "RELAY", "ok", "1234", "permit"]),
        < 21 => "DUNNO",
        21 => Pick(["WARN look", "INFO x", "warn_if_reject, reject", "dunno text"]),
        22 => Pick(["HOLD", "FILTER smtp:x", "PREPEND X-A: b", "BCC x@example.com", "REDIRECT y@example.com", "FILTER nothing", "PREPEND bad"]),
        23 => Pick(["DISCARD", "DISCARD it"]),
        24 => Pick(["reject_unauth_destination", "permit_mynetworks, reject", "reject_non_fqdn_sender", "permit_sasl_authenticated reject", "permit_auth_destination"]),
        25 or 26 => Pick(Classes),
        27 => Pick(["nonsense", "check_sender_access hash:/x", "nothing here", "299 what"]),
        _ => Pick(["reject", "defer", "defer_if_permit", "defer_if_reject"]),
    };

    /// <summary>The lines of a table.</summary>
    public string Table()
    {
        var keys = Keys.OrderBy(_ => random.Next()).Take(random.Next(3, 9));
        return string.Concat(keys.Select(key => $"{key} {AccessValue()}\n"));
    }

    /// <summary>The lines of a table of regular expressions.</summary>
    public string Expressions()
    {
        string[] patterns = ["/^192/", "/example\\.org$/", "/@/", "/^alice/", "/^Alice/", "/\\+/", "/^[^@]+$/", "/host/", "/\"/"];
        return string.Concat(patterns.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(pattern => $"{pattern} {AccessValue()}\n"));
    }

    /// <summary>The lines of a table of networks.</summary>
    public string Networks()
    {
        string[] patterns = ["192.0.2.0/24", "2001:db8::/32", "!10.0.0.0/8", "198.51.100.7", "0.0.0.0/0"];
        return string.Concat(patterns.OrderBy(_ => random.Next()).Take(random.Next(1, 3)).Select(pattern => $"{pattern} {AccessValue()}\n"));
    }

    /// <summary>A list of restrictions.</summary>
    /// <param name="tables">The tables to name.</param>
    /// <param name="depth">How many lists name this one.</param>
    /// <param name="allowsBareTable">Whether a table alone may be in it.</param>
    /// <param name="allowsSenderCheck">
    /// Whether reject_unlisted_sender may be in it. In lists before MAIL FROM, smtpd skips it if an earlier session of the same process evaluated it.
    /// </param>
    public string List(string[] tables, int depth, bool allowsBareTable = true, bool allowsSenderCheck = false)
    {
        var count = random.Next(0, 5);
        var items = new List<string>();
        for (var index = 0; index < count; index++) items.Add(Item(tables, depth, allowsBareTable, allowsSenderCheck));
        return string.Join(", ", items);
    }

    private string Item(string[] tables, int depth, bool allowsBareTable, bool allowsSenderCheck) => random.Next(40) switch
    {
        < 13 => $"{Pick(["check_client_access", "check_reverse_client_hostname_access", "check_helo_access", "check_sender_access", "check_sender_access", "check_recipient_access", "CHECK_RECIPIENT_ACCESS", "check_sasl_access", "check_etrn_access"])} {Pick(tables)}",
        13 or 14 when allowsBareTable => Pick(tables),
        < 17 => "warn_if_reject",
        17 => Pick(["permit", "reject", "defer", "Reject"]),
        18 => Pick(["defer_if_permit", "defer_if_reject"]),
        19 or 20 => Pick(["permit_mynetworks", "permit_sasl_authenticated", "permit_auth_destination", "permit_tls_clientcerts"]),
        21 or 22 => Pick(["reject_unauth_destination", "defer_unauth_destination", "check_relay_domains"]),
        23 => Pick(["reject_non_fqdn_sender", "reject_non_fqdn_recipient", "reject_non_fqdn_helo_hostname", "reject_non_fqdn_hostname"]),
        24 => Pick(["reject_invalid_helo_hostname", "reject_invalid_hostname", "permit_naked_ip_address"]),
        25 => Pick(["reject_unknown_client_hostname", "reject_unknown_reverse_client_hostname", "reject_unknown_client"]),
        26 or 27 => Pick(allowsSenderCheck ? ["reject_unlisted_sender", "reject_unlisted_recipient"] : ["reject_unlisted_recipient", "check_recipient_maps"]),
        28 or 29 => Pick(["reject_sender_login_mismatch", "reject_authenticated_sender_login_mismatch", "reject_known_sender_login_mismatch", "reject_unauthenticated_sender_login_mismatch"]),
        30 => Pick(["reject_plaintext_session", "reject_unauth_pipelining", "reject_multi_recipient_bounce", "sleep 0"]),
        31 or 32 when depth < Classes.Length => Classes[random.Next(depth, Classes.Length)],
        33 => Pick(["nonsense", "check_sender_access", "reject_rbl_client"]),
        34 => $"check_sender_access {{{{ {Pick(tables)} }}}}".Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal),
        _ => $"check_recipient_access {Pick(tables)}",
    };

    public string Pick(string[] from) => from[random.Next(from.Length)];

    public bool Chance(double probability) => random.NextDouble() < probability;
}
