namespace MapKit.Diagnostics;

/// <summary>MK542x: the tables and restrictions that main.cf and master.cf name.</summary>
public static partial class Rules
{
    internal static readonly DiagnosticRule NotATable = new("MK5420", Severity.Error, "not a table")
    {
        IsLint = true,
        Finds = "A word in a list of tables is not `type:name`: no type, a space after the colon, quotes, backslashes, a trailing comment, or a type that no Postfix has.",
        Effect = "Postfix cannot open the table: the program stops (3.7, no type), or each lookup fails temporarily and the mail is deferred.",
        Remedy = "Write `type:name` as the help says.",
    };

    internal static readonly DiagnosticRule TypeNotInstalled = new("MK5421", Severity.Error, "table type not installed")
    {
        IsLint = true,
        Finds = "The configuration names a table of a type that the installed Postfix does not have (`postconf -m`).",
        Effect = "Each lookup in the table fails temporarily (\"unsupported dictionary type\"); Postfix defers the mail that needs it.",
        Remedy = "Install the package that provides the type, or use another type.",
    };

    internal static readonly DiagnosticRule TableCannotBeOpened = new("MK5422", Severity.Error, "table cannot be opened")
    {
        IsLint = true,
        Finds = "The file of a table does not exist or is not compiled, or the name is that of the map instead of the source.",
        Effect = "Each lookup in the table fails temporarily; Postfix defers the mail that needs it.",
        Remedy = "Compile or restore the table, or correct its name.",
    };

    internal static readonly DiagnosticRule TypeDoesNotFit = new("MK5423", Severity.Warning, "table type does not fit its use")
    {
        IsLint = true,
        Finds = "A table is of a type in which Postfix finds nothing there, that newaliases cannot build, or that Postfix cannot write.",
        Effect = "Nothing is found; newaliases or the daemon stops.",
        Remedy = "Use a type that fits: patterns for header and body checks, a map for `alias_database`, a map that can be changed for a cache.",
    };

    internal static readonly DiagnosticRule ReloadNeeded = new("MK5424", Severity.Info, "reload needed")
    {
        IsLint = true,
        Finds = "A table that daemons read only when they start was edited after they were started or reloaded.",
        Effect = "Running daemons use the old text until they end.",
        Remedy = "Run `postfix reload`.",
    };

    internal static readonly DiagnosticRule UnknownRestriction = new("MK5425", Severity.Error, "unknown restriction")
    {
        IsLint = true,
        Finds = "A word in a list of restrictions is neither a restriction nor a restriction class.",
        Effect = "smtpd answers \"451 Server configuration error\" when it reaches the word.",
        Remedy = "Write a restriction of postconf(5), or define the class in `smtpd_restriction_classes`.",
    };

    internal static readonly DiagnosticRule RestrictionArgument = new("MK5426", Severity.Error, "restriction without its argument")
    {
        IsLint = true,
        Finds = "A restriction is not followed by its table, server or domain, or a table does not follow its restriction.",
        Effect = "smtpd answers \"451 Server configuration error\", or ignores the restriction with a warning.",
        Remedy = "Write the argument directly after the restriction.",
    };

    internal static readonly DiagnosticRule IgnoredRestriction = new("MK5427", Severity.Warning, "restriction never reached")
    {
        IsLint = true,
        Finds = "A restriction follows `permit`, `reject` or `defer`, which decide for every client.",
        Effect = "smtpd ignores it.",
        Remedy = "Put `permit`, `reject` or `defer` at the end of the list.",
    };

    internal static readonly DiagnosticRule RestrictionWithoutSasl = new("MK5428", Severity.Warning, "login restriction without logins")
    {
        IsLint = true,
        Finds = "A list has a restriction about logins, such as `reject_sender_login_mismatch`, and `smtpd_sasl_auth_enable` is not `yes` for the service. It is info if other services with the same list have it.",
        Effect = "smtpd logs \"restriction ... ignored: no SASL support\" for each mail and ignores it.",
        Remedy = "Set `smtpd_sasl_auth_enable = yes`, or move the restriction to the services that have it.",
    };
}
