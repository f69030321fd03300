namespace MapKit.Diagnostics;

/// <summary>MK545x: the services of master.cf, and the servers and files that parameters name.</summary>
public static partial class Rules
{
    internal static readonly DiagnosticRule UnknownProgram = new("MK5450", Severity.Error, "program that Postfix does not have")
    {
        IsLint = true,
        Finds = "A service of master.cf runs a program that is not in `daemon_directory`; where that folder is unknown, one whose name is nearly that of a program of Postfix.",
        Effect = "master(8) logs \"fatal: master_spawn: exec\" and tries again every minute; what connects to the service waits.",
        Remedy = "Correct the name in the last column.",
    };

    internal static readonly DiagnosticRule MissingService = new("MK5451", Severity.Error, "missing service")
    {
        IsLint = true,
        Finds = "master.cf has no service that programs of Postfix connect to, or has it with the wrong kind of socket.",
        Effect = "Programs log \"connect to subsystem\" or \"connect to transport\" and try again without end.",
        Remedy = "Add the service, or correct its name, its type or the column \"private\".",
    };

    internal static readonly DiagnosticRule BadServerAddress = new("MK5452", Severity.Error, "server address that smtpd cannot use")
    {
        IsLint = true,
        Finds = "The address of a policy server, a Milter or a proxy filter has no port, or no `inet:` or `unix:`.",
        Effect = "smtpd stops when it connects to a policy server or a proxy filter; a Milter is not used, and `milter_default_action` applies.",
        Remedy = "Write `inet:host:port` or `unix:path`; for `smtpd_proxy_filter`, `host:port`.",
    };

    internal static readonly DiagnosticRule MissingTlsFile = new("MK5453", Severity.Warning, "missing file of TLS")
    {
        IsLint = true,
        Finds = "A file of keys, certificates or authorities does not exist. It is an error where TLS is mandatory.",
        Effect = "The program logs a warning and works without TLS; mail that requires TLS is refused or deferred.",
        Remedy = "Create the file, or correct its name.",
    };
}
