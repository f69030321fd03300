using System.Text;

namespace MapKit.Tests.Configuration;

/// <summary>Random main.cf files, small in words so that names meet and expressions are often almost right.</summary>
internal static class RandomConfiguration
{
    /// <summary>Parameters whose value postconf expands and checks no further.</summary>
    public static readonly string[] TextParameters =
    [
        "always_bcc", "canonical_maps", "content_filter", "header_checks", "body_checks", "local_transport", "mailbox_transport",
        "masquerade_domains", "relocated_maps", "transport_maps", "virtual_alias_maps", "virtual_alias_domains", "virtual_mailbox_maps",
        "fallback_transport", "sender_bcc_maps", "recipient_bcc_maps", "smtp_generic_maps", "smtp_sasl_password_maps",
        "smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_recipient_restrictions",
        "smtpd_data_restrictions", "smtpd_etrn_restrictions", "smtpd_milters", "non_smtpd_milters", "local_recipient_maps", "alias_maps",
        "sender_canonical_maps", "recipient_canonical_maps", "mime_header_checks", "nested_header_checks", "milter_header_checks",
        "relay_recipient_maps", "relay_clientcerts", "defer_transports", "smtp_tls_policy_maps", "smtp_header_checks", "smtp_body_checks",
        "lmtp_generic_maps", "lmtp_header_checks", "lmtp_body_checks", "fallback_transport_maps", "mailbox_transport_maps",
        "virtual_gid_maps", "virtual_uid_maps", "rbl_reply_maps", "smtpd_sender_login_maps", "default_filter_nexthop",
        "address_verify_relayhost", "smtp_fallback_relay", "lmtp_fallback_relay", "smtp_bind_address", "lmtp_bind_address",
    ];

    // Each may name those before it only: where a value asks itself in a comparison, Postfix's programs run out of stack.
    private static readonly string[] Names = ["empty", "undef", "biff", "config_directory", "cc", "b", "a"];
    private const int FixedNames = 4;

    private static readonly string[] Operators = ["==", "!=", "<", "<=", ">=", ">", "==", "!=", "<", "<=", ">=", ">", "<level", "=", "==x", ""];
    private static readonly string[] Words = ["one", "two words", "3", "10", "3.6", "3.10", "007", "x", "hash:/x", ",", "yes"];
    private static readonly string[] Spaces = ["", "", "", " ", "\t", "  "];

    /// <summary>A value with macros.</summary>
    public static string Value(Random random, int depth = 0, int names = 7)
    {
        var value = new StringBuilder();
        for (var parts = random.Next(depth == 0 ? 3 : 2); parts >= 0; parts--) value.Append(Part(random, depth, names));
        return Damaged(random, value.ToString(), depth);
    }

    /// <summary>A whole file that sets a few user's parameters and many of Postfix's.</summary>
    public static string Make(Random random, IReadOnlyList<string> parameters)
    {
        var main = new StringBuilder("compatibility_level = 3.6\nempty =\n");
        for (var index = FixedNames; index < Names.Length; index++) main.Append(Line(random, Names[index], Value(random, 1, index)));
        foreach (var name in parameters) main.Append(Line(random, name, Value(random)));
        return main.ToString();
    }

    /// <summary>A setting in one of the ways to write it, perhaps over several lines.</summary>
    public static string Line(Random random, string name, string value)
    {
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && random.Next(4) == 0) value = value[..space] + "\n" + (random.Next(2) == 0 ? "# comment\n" : "") + value[space..];
        return name + Spaces[random.Next(Spaces.Length)] + "=" + Spaces[random.Next(Spaces.Length)] + value + Spaces[random.Next(Spaces.Length)] + "\n"
            + (random.Next(6) == 0 ? "\n# a comment\n" : "");
    }

    private static string Part(Random random, int depth, int names)
    {
        string Name() => Names[random.Next(names)];
        string Space() => Spaces[random.Next(Spaces.Length)];
        string Inner() => depth > 1 ? Words[random.Next(Words.Length)] : Value(random, depth + 1, names);
        string Braced() => Space() + "{" + Inner() + "}" + Space();
        return random.Next(depth > 1 ? 5 : 12) switch
        {
            0 or 1 => Words[random.Next(Words.Length)],
            2 => "$" + Name(),
            3 => "${" + Space() + Name() + Space() + "}",
            4 => random.Next(3) == 0 ? "$$" : "$(" + Name() + ")",
            5 => "${" + Name() + Space() + "?" + Inner() + "}",
            6 => "${" + Name() + ":" + Inner() + "}",
            7 => "${" + Name() + "?" + Braced() + ":" + Braced() + "}",
            8 => "${" + Name() + "?" + Braced() + ":" + Inner() + "}",
            9 => "$(" + Name() + ":" + Braced() + ")",
            10 => "${" + Braced() + Operators[random.Next(Operators.Length)] + Braced() + "}",
            _ => "${" + Braced() + Operators[random.Next(Operators.Length)] + Braced() + "?" + Braced() + ":" + Braced() + "}",
        };
    }

    /// <summary>Now and then a byte is lost or comes in.</summary>
    private static string Damaged(Random random, string value, int depth)
    {
        if (value.Length == 0 || random.Next(depth == 0 ? 6 : 60) != 0) return value;
        var at = random.Next(value.Length);
        return random.Next(2) == 0 ? value.Remove(at, 1) : value.Insert(at, "${}():?-= "[random.Next(10)].ToString());
    }
}
