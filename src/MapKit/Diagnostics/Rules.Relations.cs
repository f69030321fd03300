namespace MapKit.Diagnostics;

/// <summary>MK544x: relations between main.cf, master.cf and the tables.</summary>
public static partial class Rules
{
    internal static readonly DiagnosticRule DomainInTwoClasses = new("MK5440", Severity.Warning, "domain in two address classes")
    {
        IsLint = true,
        Finds = "A domain is in two of `mydestination`, `virtual_alias_domains`, `virtual_mailbox_domains` and `relay_domains`.",
        Effect = "The first of these decides how the mail is delivered; trivial-rewrite(8) logs \"do not list domain ... in BOTH\" for each message.",
        Remedy = "Keep the domain in one list.",
    };

    internal static readonly DiagnosticRule AliasWithoutClass = new("MK5441", Severity.Warning, "virtual alias without an address class")
    {
        IsLint = true,
        Finds = "A virtual alias has a domain that is in no address class.",
        Effect = "smtpd rejects mail for it from outside with \"Relay access denied\"; only mail from inside reaches the alias.",
        Remedy = "Add the line `domain anything` to the table, or the domain to a class of main.cf.",
    };

    internal static readonly DiagnosticRule CatchAllTakesMailboxes = new("MK5442", Severity.Warning, "catch-all takes the mail of mailboxes")
    {
        IsLint = true,
        Finds = "A virtual alias `@domain` exists beside virtual mailboxes of the domain that have no alias.",
        Effect = "Postfix looks up aliases first: the mailboxes get no mail.",
        Remedy = "Give each mailbox an alias to itself.",
    };

    internal static readonly DiagnosticRule HiddenLogins = new("MK5443", Severity.Warning, "logins of a later table are never used")
    {
        IsLint = true,
        Finds = "A sender is in two tables of `smtpd_sender_login_maps`.",
        Effect = "Postfix uses the first table that contains the sender, and rejects the logins of the second with \"not owned by user\".",
        Remedy = "Join the tables with `unionmap:{...}`.",
    };

    internal static readonly DiagnosticRule RestrictionOrder = new("MK5444", Severity.Warning, "restriction after one that permits")
    {
        IsLint = true,
        Finds = "A check that is meant to reject follows a restriction that permits the same mail.",
        Effect = "smtpd never reaches the check for that mail.",
        Remedy = "Put the check first, or write DUNNO in place of OK.",
    };

    internal static readonly DiagnosticRule OpenRelay = new("MK5445", Severity.Error, "open relay")
    {
        IsLint = true,
        Finds = "No restriction prevents relaying, or `mynetworks` contains every host.",
        Effect = "smtpd stops, or anybody can send mail through the host.",
        Remedy = "Write `reject_unauth_destination`, and only your networks in `mynetworks`.",
    };

    internal static readonly DiagnosticRule OverriddenTransport = new("MK5446", Severity.Warning, "transport entry replaces virtual_transport")
    {
        IsLint = true,
        Finds = "The transport table sends a domain of `virtual_mailbox_domains` to virtual(8), while `virtual_transport` names another transport.",
        Effect = "Postfix delivers with virtual(8); the other transport gets no mail for the domain.",
        Remedy = "Remove the entry, or write `:`.",
    };
}
