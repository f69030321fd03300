namespace MapKit.Diagnostics;

/// <summary>MK545x: the services of master.cf, and the servers and files that parameters name.</summary>
public static partial class Rules
{
    internal static readonly DiagnosticRule UnknownProgram = new("MK5450", Severity.Error, "program that Postfix does not have")
    {
        IsLint = true,
        Finds = "A service of master.cf runs a program that is not in `daemon_directory`; where that folder is unknown, one whose name is nearly that of a program of Postfix.",
        Effect = "master(8) logs \"fatal: master_spawn: exec\" and tries again every minute; programs that connect to the service get no answer.",
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

    internal static readonly DiagnosticRule RefusedArgument = new("MK5454", Severity.Error, "argument that a service refuses")
    {
        IsLint = true,
        Finds = "A service of master.cf has an option that its program does not know, an argument too many, or an attribute of pipe(8) or spawn(8) that is missing or wrong: `user=`, `argv=`, `flags=`.",
        Effect = "The program stops as it starts, and what the service is for does not happen.",
        Remedy = "Correct the argument; `-o name=value` sets a parameter.",
    };

    internal static readonly DiagnosticRule FieldThatPostconfRefuses = new("MK5455", Severity.Warning, "field that postconf refuses")
    {
        IsLint = true,
        Finds = "A number in master.cf is followed by other text.",
        Effect = "master(8) ignores the text; `postconf -M` and all that uses it stops.",
        Remedy = "Write the number only.",
    };

    internal static readonly DiagnosticRule IncompleteVirtualDelivery = new("MK5456", Severity.Error, "virtual mailboxes without users")
    {
        IsLint = true,
        Finds = "virtual(8) delivers the mail of `virtual_mailbox_domains`, and `virtual_uid_maps` or `virtual_gid_maps` is empty.",
        Effect = "virtual(8) logs \"not found in virtual_uid_maps\" and defers the mail.",
        Remedy = "Set both, for example `virtual_uid_maps = static:5000`.",
    };

    internal static readonly DiagnosticRule AnyRelayRecipient = new("MK5457", Severity.Info, "every recipient of relayed domains is accepted")
    {
        IsLint = true,
        Finds = "`relay_domains` is set and `relay_recipient_maps` is empty.",
        Effect = "smtpd accepts mail for every address in these domains; what the next server refuses is returned to senders that are often forged.",
        Remedy = "List the recipients in `relay_recipient_maps`, or use `reject_unverified_recipient`.",
    };

    internal static readonly DiagnosticRule UnapprovedProxyTable = new("MK5458", Severity.Error, "proxy table that proxymap refuses")
    {
        IsLint = true,
        Finds = "A table is named with `proxy:`, and neither `proxy_read_maps` nor a parameter in it has the table.",
        Effect = "proxymap(8) logs \"request for unapproved table\"; each lookup fails temporarily, and the mail is deferred.",
        Remedy = "Add the parameter that names the table to `proxy_read_maps`, as `$parameter`.",
    };
}
