namespace MapKit.Configuration.Parameters;

/// <summary>The programs of Postfix that read parameters: how they are written, and what stops with them.</summary>
internal static class ProgramFailure
{
    private static readonly Dictionary<string, string> Effects = new(StringComparer.Ordinal)
    {
        ["smtpd"] = "no mail is received by SMTP",
        ["postscreen"] = "no client can connect",
        ["tlsproxy"] = "clients of postscreen(8) and reused connections have no TLS",
        ["cleanup"] = "no mail is accepted",
        ["pickup"] = "mail that is submitted on this host is not picked up",
        ["qmqpd"] = "no mail is received by QMQP",
        ["trivial-rewrite"] = "no mail is received or delivered",
        ["qmgr"] = "no mail is delivered",
        ["oqmgr"] = "no mail is delivered",
        ["nqmgr"] = "no mail is delivered",
        ["smtp"] = "mail to other hosts is deferred",
        ["lmtp"] = "mail that is delivered by LMTP is deferred",
        ["local"] = "mail to local users is deferred",
        ["virtual"] = "mail to virtual mailboxes is deferred",
        ["pipe"] = "mail that is delivered to commands is deferred",
        ["bounce"] = "no mail is returned or deferred in order",
        ["proxymap"] = "no table with proxy: can be read",
        ["verify"] = "no address can be verified",
        ["tlsmgr"] = "TLS is not available",
        ["showq"] = "the queue cannot be listed",
        ["flush"] = "ETRN and fast flush fail",
        ["anvil"] = "limits for clients are not enforced",
        ["scache"] = "connections are not reused",
        ["master"] = "Postfix does not start",
    };

    private static readonly string[] Commands = ["postfix", "postdrop", "postmulti", "postqueue", "sendmail", "posttls-finger"];

    private static readonly string[] WithoutEffect = ["dnsblog", "spawn", "postlogd", "error", "discard", "nbdb_reindexd"];

    /// <summary>The programs of services.</summary>
    public static IEnumerable<string> Known => Effects.Keys.Concat(WithoutEffect);

    /// <summary>Whether it is a command of users and administrators, not a service of master.cf.</summary>
    public static bool IsCommand(string program) => Commands.Contains(program);

    /// <summary>Whether it is a program of Postfix whose parameters the catalogue has.</summary>
    public static bool IsKnown(string program) => Effects.ContainsKey(program) || WithoutEffect.Contains(program);

    /// <summary>The program as its manual page is named.</summary>
    public static string Show(string program) => IsCommand(program) ? $"{program}(1)" : $"{program}(8)";

    /// <summary>What fails when the program stops; null if it is not known.</summary>
    public static string? EffectOf(string program) => Effects.GetValueOrDefault(program);
}
