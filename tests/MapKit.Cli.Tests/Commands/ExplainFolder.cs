using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A configuration of the test's own: the seed's main.cf lines and its four tables, and what a test adds.</summary>
internal sealed class ExplainFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExplainFolder(string settings = "")
    {
        foreach (var table in (string[])["transport", "generic", "sasl_passwd", "aliases"])
            _folder.Write(table, File.ReadAllBytes(RepositoryFiles.Path("testdata", "seed", table)));
        _folder.Write("main.cf", $"""
            compatibility_level = 3.6
            myhostname = box.home.example
            mydestination = $myhostname, localhost
            inet_interfaces = loopback-only
            smtp_sasl_security_options = noanonymous
            smtp_sasl_auth_enable = yes
            smtp_use_tls = yes
            smtp_tls_security_level = encrypt
            smtp_enforce_tls = yes
            smtp_sasl_mechanism_filter = PLAIN, LOGIN, CRAM-MD5
            smtp_tls_wrappermode = no
            smtp_sasl_password_maps = hash:{Path}/sasl_passwd
            transport_maps = hash:{Path}/transport
            smtp_generic_maps = hash:{Path}/generic
            alias_maps = hash:{Path}/aliases
            {settings}

            """);
        _folder.Write("master.cf", """
            smtp      inet  n       -       n       -       -       smtpd
            cleanup   unix  n       -       n       -       0       cleanup
            smtp      unix  -       -       n       -       -       smtp
            relay     unix  -       -       n       -       -       smtp
            local     unix  -       n       n       -       -       local
            virtual   unix  -       n       n       -       -       virtual

            """);
    }

    public string Path => _folder.Path;

    public string Write(string name, string content) => _folder.Write(name, content);

    /// <summary>Runs a verb with this configuration, from its sources.</summary>
    public CommandRun Run(params string[] arguments) => CommandRun.Of([.. arguments, "-c", Path, "--sources"]);

    /// <summary>Runs a verb with this configuration, from its maps.</summary>
    public CommandRun RunOnMaps(params string[] arguments) => CommandRun.Of([.. arguments, "-c", Path]);

    /// <summary>The output of a run, with the same name for the folder every time.</summary>
    public string Shown(CommandRun run) => run.Output.Replace(Path, "/etc/postfix", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
