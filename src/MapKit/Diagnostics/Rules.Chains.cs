namespace MapKit.Diagnostics;

/// <content>What several entries together show.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule GenericChain = new("MK2801", Severity.Warning, "chain in a generic table")
    {
        IsLint = true,
        Finds = "The result of a generic entry is the key of another one. Not told where the two are exchanged for one another.",
        Effect = "It asks a generic table once for each address: the second entry is not used.",
        Example = "joe@host.example joe@example.com\njoe@example.com joe@example.org",
        Remedy = "Write the last address into the first entry if that is meant.",
    };

    internal static readonly DiagnosticRule RewritingLoop = new("MK2802", Severity.Error, "addresses go in a circle")
    {
        IsLint = true,
        Finds = "Entries of a canonical or virtual table lead back to where they came from. An address that leads to itself is no loop.",
        Effect = "canonical: it stops after 10 rounds with a warning and takes the address it has then. virtual: it gives up, and the mail waits.",
        Example = "joe@example.com jane@example.com\njane@example.com joe@example.com",
        Remedy = "Let one of them lead elsewhere, or to itself, which ends the repetition.",
    };

    internal static readonly DiagnosticRule RewritingTooDeep = new("MK2803", Severity.Error, "chain of addresses is too long")
    {
        IsLint = true,
        Finds = "10 entries of a canonical table follow one another, or 1000 of a virtual one (`virtual_alias_recursion_limit`).",
        Effect = "canonical: it stops there with a warning and takes the address it has then. virtual: it gives up, and the mail waits.",
        Remedy = "Write the last address of the chain into each entry.",
    };

    internal static readonly DiagnosticRule AliasLoop = new("MK2804", Severity.Error, "aliases go in a circle")
    {
        IsLint = true,
        Finds = "Aliases lead back to where they came from. An alias that names itself is no loop. `\\name` is stored as `name` and counts like it.",
        Effect = "It gives up after 100 levels with `alias database loop`; the mail comes back.",
        Example = "joe: jane\njane: joe",
        Remedy = "Let one of them lead elsewhere; `\\\\name`, with two backslashes, is the local user of that name.",
    };

    internal static readonly DiagnosticRule MissingInclude = new("MK2805", Severity.Warning, "included file is missing")
    {
        IsLint = true,
        Finds = "An `:include:` names a file that does not exist in a folder that does.",
        Effect = "It logs `unable to lookup :include: file`, and the mail comes back.",
        Remedy = "Make the file, or correct its name.",
    };

    internal static readonly DiagnosticRule OwnerWithoutList = new("MK2806", Severity.Info, "owner without a list")
    {
        IsLint = true,
        Finds = "There is an alias `owner-name` and no alias `name` in the same file.",
        Effect = "It uses it only as the alias that it is.",
        Example = "owner-news: joe",
        Remedy = "Remove it if the list is gone.",
    };

    internal static readonly DiagnosticRule UnknownAliasTarget = new("MK2807", Severity.Warning, "alias leads to nobody")
    {
        IsLint = true,
        Finds = "A local name in an alias that is neither an alias nor a user of the host. Only where main.cf is given, names no alias table that is not linted as well, and sets no `luser_relay`, `mailbox_transport` or the like.",
        Effect = "It bounces the mail: unknown user.",
        Remedy = "Correct the name, or make an alias or an account of it.",
    };

    internal static readonly DiagnosticRule CredentialsMissed = new("MK4101", Severity.Warning, "credentials are not found")
    {
        IsLint = true,
        Finds = "sasl_passwd has the host of a next hop in another spelling, such as `host:587` for `[host]:587`. Tables that are linted together.",
        Effect = "It asks for the name of the server and for the destination letter for letter; it finds neither and does not log in.",
        Remedy = "Write the next hop letter for letter as the key of sasl_passwd.",
    };

    internal static readonly DiagnosticRule NoCredentials = new("MK4102", Severity.Info, "no credentials for a submission port")
    {
        IsLint = true,
        Finds = "A next hop has port 587 or 465, and the sasl_passwd tables that are linted with it say nothing of its host.",
        Effect = "It does not log in; most servers then refuse the mail.",
        Remedy = "Add the next hop to sasl_passwd, or use port 25 if the server wants no login.",
    };

    internal static readonly DiagnosticRule EverythingWithCredentials = new("MK4103", Severity.Info, "everything goes out with credentials")
    {
        IsLint = true,
        Finds = "The key `*` of a transport table leads to a next hop that has credentials in a sasl_passwd table linted with it.",
        Effect = "It logs in for whoever may send through the host.",
        Remedy = "See that only those may send who should (`smtpd_relay_restrictions`); `relayhost` spares the local and relay domains.",
    };

    internal static readonly DiagnosticRule UnreachedCredentials = new("MK4104", Severity.Warning, "credentials that no route reaches")
    {
        IsLint = true,
        Finds = "A key of sasl_passwd with brackets or a port that is no next hop of any route, or a sender while `smtp_sender_dependent_authentication` is off; or all of them while `smtp_sasl_auth_enable` is off. Only where main.cf is given and all tables of routes that it names are linted as well.",
        Effect = "It never asks for the entry.",
        Remedy = "Write the key as the next hop is written, or remove the line.",
    };
}
