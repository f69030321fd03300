namespace MapKit.Diagnostics;

/// <summary>MK50xx: main.cf and master.cf.</summary>
public static partial class Rules
{
    internal static readonly DiagnosticRule OverriddenSetting = new("MK5001", Severity.Warning, "setting is overridden")
    {
        Finds = "A parameter is set again with another value.",
        Effect = "Postfix uses the last setting.",
        Example = "biff = no\nbiff = yes",
        Remedy = "Remove one of the settings.",
    };

    /// <summary>Rule MK5002.</summary>
    public static readonly DiagnosticRule BadMacro = new("MK5002", Severity.Error, "bad macro")
    {
        Finds = "A macro cannot be parsed or expanded.",
        Effect = "Every Postfix program that uses the parameter stops.",
        Example = "mydestination = ${myhostname",
        Remedy = "Close the brace, and name a parameter that exists.",
    };

    internal static readonly DiagnosticRule BadHostName = new("MK5003", Severity.Error, "bad host name")
    {
        Finds = "A host name or domain is malformed.",
        Effect = "Every Postfix program stops.",
        Example = "myhostname = mail_server!",
        Remedy = "Write letters, digits, hyphens and dots.",
    };

    internal static readonly DiagnosticRule BadKnownPort = new("MK5004", Severity.Warning, "bad known TCP port")
    {
        Finds = "An item of `known_tcp_ports` is not `name = port`.",
        Effect = "Postfix skips it.",
        Example = "known_tcp_ports = smtp=mail",
        Remedy = "Write `name = port`.",
    };

    internal static readonly DiagnosticRule BadLogPermissions = new("MK5005", Severity.Warning, "bad log file permissions")
    {
        Finds = "Postfix does not accept the permissions of a log file.",
        Effect = "Postfix uses the default.",
        Example = "maillog_file_permissions = 0777",
        Remedy = "Write one of the permissions that postconf(5) names.",
    };

    internal static readonly DiagnosticRule Redirection = new("MK5006", Severity.Info, "table replaced by another type")
    {
        Finds = "`non_bdb_migration_level` replaces a table of type hash or btree with another type, or allows no replacement.",
        Effect = "Postfix opens the other table; without one the program stops.",
        Example = "non_bdb_migration_level = enable-redirect\nalias_maps = hash:/etc/aliases",
        Remedy = "Name the type that is used, and build its map.",
    };

    internal static readonly DiagnosticRule BadOverride = new("MK5007", Severity.Error, "bad -o option of a service")
    {
        Finds = "An option `-o` in master.cf is not `name=value`, or has no space before the name.",
        Effect = "The service does not start. Without the space it starts, but `postconf` cuts the name at each `o`.",
        Example = "smtp inet n - y - - smtpd -obiff=no",
        Remedy = "Write `-o name=value`, or `-o { name = value }` if the value has spaces.",
    };

    internal static readonly DiagnosticRule RefusedLine = new("MK5008", Severity.Error, "line refused")
    {
        Finds = "A line of main.cf is not `name = value`, or a line of master.cf is not a service.",
        Effect = "With such a main.cf every Postfix program stops; with such a master.cf Postfix neither starts nor reloads.",
        Example = "relayhost",
        Remedy = "Write `name = value`; in master.cf write the eight fields of master(5).",
    };
}
