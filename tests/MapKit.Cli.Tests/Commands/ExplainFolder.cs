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
        var main = File.ReadAllText(RepositoryFiles.Path("testdata", "seed", "main.cf"));
        _folder.Write("main.cf", $"""
            {main.Replace("/etc/postfix", Path, StringComparison.Ordinal)}
            myhostname = box.home.example
            mydestination = $myhostname, localhost
            inet_interfaces = loopback-only
            alias_maps = hash:{Path}/aliases
            {settings}

            """);
        _folder.Write("master.cf", """
            smtp      inet  n       -       n       -       -       smtpd
            cleanup   unix  n       -       n       -       0       cleanup
            smtp      unix  -       -       n       -       -       smtp
            relay     unix  -       -       n       -       -       smtp
            lmtp      unix  -       -       n       -       -       lmtp
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
