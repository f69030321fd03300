namespace MapKit.Diagnostics;

/// <content>Findings about several entries together.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule GenericChain = new("MK2801", Severity.Warning, "chain in a generic table")
    {
        IsLint = true,
        Finds = "The result of a generic entry is the key of another entry. Not reported if the two entries swap their addresses.",
        Effect = "Postfix looks up each address in a generic table once: the second entry is not used.",
        Example = "joe@host.example joe@example.com\njoe@example.com joe@example.org",
        Remedy = "Write the final address into the first entry, if it is intended.",
    };

    internal static readonly DiagnosticRule RewritingLoop = new("MK2802", Severity.Error, "address loop")
    {
        IsLint = true,
        Finds = "Entries of a canonical or virtual table lead back to an earlier address. An address that leads to itself is no loop.",
        Effect = "canonical: Postfix stops after 10 lookups with a warning and uses the address reached. virtual: Postfix gives up and defers the mail.",
        Example = "joe@example.com jane@example.com\njane@example.com joe@example.com",
        Remedy = "Change one of the entries, or let one lead to itself, which ends the lookups.",
    };

    internal static readonly DiagnosticRule RewritingTooDeep = new("MK2803", Severity.Error, "address chain too long")
    {
        IsLint = true,
        Finds = "In a canonical table 10 entries follow one another, in a virtual table 1000 (`virtual_alias_recursion_limit`).",
        Effect = "canonical: Postfix stops there with a warning and uses the address reached. virtual: Postfix gives up and defers the mail.",
        Remedy = "Write the final address of the chain into each entry.",
    };

    internal static readonly DiagnosticRule AliasLoop = new("MK2804", Severity.Error, "alias loop")
    {
        IsLint = true,
        Finds = "Aliases lead back to an earlier name. An alias that names itself is no loop. `\\name` is stored as `name` and treated like it.",
        Effect = "Postfix gives up after 100 levels with `alias database loop` and bounces the mail.",
        Example = "joe: jane\njane: joe",
        Remedy = "Change one of the aliases. `\\\\name`, with two backslashes, is the local user of that name.",
    };

    internal static readonly DiagnosticRule MissingInclude = new("MK2805", Severity.Warning, "included file is missing")
    {
        IsLint = true,
        Finds = "An `:include:` names a file that does not exist, in a folder that does.",
        Effect = "Postfix logs `unable to lookup :include: file` and bounces the mail.",
        Remedy = "Create the file, or correct its name.",
    };

    internal static readonly DiagnosticRule OwnerWithoutList = new("MK2806", Severity.Info, "owner without a list")
    {
        IsLint = true,
        Finds = "There is an alias `owner-name` and no alias `name` in the same file.",
        Effect = "Postfix uses it as an ordinary alias.",
        Example = "owner-news: joe",
        Remedy = "Remove it if the list no longer exists.",
    };

    internal static readonly DiagnosticRule UnknownAliasTarget = new("MK2807", Severity.Warning, "alias for an unknown user")
    {
        IsLint = true,
        Finds = "A local name in an alias is neither an alias nor a user of the host. Reported only with a main.cf whose alias tables are all linted, and which does not set `luser_relay`, `mailbox_transport` or the like.",
        Effect = "Postfix bounces the mail: unknown user.",
        Remedy = "Correct the name, or create an alias or an account.",
    };

    internal static readonly DiagnosticRule CredentialsMissed = new("MK4101", Severity.Warning, "credentials are not found")
    {
        IsLint = true,
        Finds = "sasl_passwd has the host of a next hop, but written differently, such as `host:587` for `[host]:587`. Both tables must be linted together.",
        Effect = "Postfix looks up the server name and the exact text of the next hop. It finds neither and does not log in.",
        Remedy = "Write the next hop as the key of sasl_passwd, letter for letter.",
    };

    internal static readonly DiagnosticRule NoCredentials = new("MK4102", Severity.Info, "no credentials for a submission port")
    {
        IsLint = true,
        Finds = "A next hop has port 587 or 465, and no sasl_passwd table linted with it has its host.",
        Effect = "Postfix does not log in; most servers then reject the mail.",
        Remedy = "Add the next hop to sasl_passwd, or use port 25 if the server needs no login.",
    };

    internal static readonly DiagnosticRule EverythingWithCredentials = new("MK4103", Severity.Info, "all mail is sent with credentials")
    {
        IsLint = true,
        Finds = "The key `*` of a transport table leads to a next hop that has credentials in a sasl_passwd table linted with it.",
        Effect = "Postfix logs in for everyone who may send through the host.",
        Remedy = "Restrict who may send (`smtpd_relay_restrictions`). `relayhost` does not apply to the local and relay domains.",
    };

    internal static readonly DiagnosticRule UnreachedCredentials = new("MK4104", Severity.Warning, "unused credentials")
    {
        IsLint = true,
        Finds = "A key of sasl_passwd is not used: it has brackets or a port and is not the next hop of any route; it is a sender and `smtp_sender_dependent_authentication` is off; or `smtp_sasl_auth_enable` is off. Reported only if main.cf and all its tables of routes are known.",
        Effect = "Postfix never looks up the entry.",
        Remedy = "Write the key as the next hop is written, or remove the line.",
    };
}
