using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands.Options;

/// <summary>A run opens main.cf and master.cf at most once each, whatever it needs to know of them.</summary>
public sealed class ConfigurationReadsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ConfigurationReadsTests()
    {
        // Every glance finds what it looks for, so that all is evaluated.
        _folder.Write(
            "main.cf",
            "smtputf8_enable = yes\ndefault_database_type = cdb\nsmtp_sasl_password_maps = cdb:$config_directory/relay_auth\ntransport_maps = cdb:$config_directory/routes\n");
        _folder.Write("master.cf", "smtp unix - - n - - smtp\n  -o smtp_generic_maps=cdb:$config_directory/outside\n");
        _folder.Write("routes", "example.com smtp:[relay.example.net]\n");
        _folder.Write("relay_auth", "[relay.example.net] user:secret\n");
        foreach (var source in new[] { "routes", "relay_auth" }) CommandRun.Of("compile", "-c", _folder.Path, "-t", "cdb", _folder.File(source));
    }

    public void Dispose() => _folder.Dispose();

    [PeerTheory("strace")]
    [InlineData("compile", "ROUTES")]
    [InlineData("compile", "ROUTES", "SECRETS")]
    [InlineData("compile", "-c", "DIR", "ROUTES")]
    [InlineData("lint", "ROUTES", "SECRETS")]
    [InlineData("set", "ROUTES", "example.org", "smtp:[relay.example.net]")]
    [InlineData("query", "example.com", "cdb:ROUTES")]
    [InlineData("dump", "cdb:SECRETS")]
    [InlineData("verify", "cdb:SECRETS")]
    [InlineData("diff", "SECRETS", "cdb:SECRETS")]
    [InlineData("convert", "cdb:SECRETS", "lmdb:SECRETS")]
    [InlineData("explain", "transport", "user@example.com")]
    [InlineData("postmap", "cdb:ROUTES")]
    public void Each_file_is_opened_at_most_once(params string[] arguments)
    {
        var trace = _folder.File("trace");
        var given = arguments.Select(argument => argument
            .Replace("ROUTES", _folder.File("routes"), StringComparison.Ordinal)
            .Replace("SECRETS", _folder.File("relay_auth"), StringComparison.Ordinal)
            .Replace("DIR", _folder.Path, StringComparison.Ordinal));
        string[] line = ["-f", "-qq", "-e", "trace=open,openat", "-o", trace, "--", .. MapKitCommand.Line, .. given];
        Tool.Run("strace", line, input: null, new Dictionary<string, string> { ["MAIL_CONFIG"] = _folder.Path });
        var opened = File.ReadLines(trace).Where(call => !call.Contains("ENOENT", StringComparison.Ordinal)).ToArray();
        Assert.InRange(opened.Count(call => call.Contains($"\"{_folder.Path}/main.cf\"", StringComparison.Ordinal)), 0, 1);
        Assert.InRange(opened.Count(call => call.Contains($"\"{_folder.Path}/master.cf\"", StringComparison.Ordinal)), 0, 1);
    }
}
