using System.Diagnostics;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>A native <c>mapkit</c> becomes <c>mapkit-postgresql</c> for what needs a database. A script takes the place of the latter.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class OtherProgramTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public OtherProgramTests()
    {
        PeerTools.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        File.Copy(MapKitCommand.Line[0], Mapkit);
        File.SetUnixFileMode(Mapkit, Executable);
        _folder.Write("main.cf", $"alias_maps =\nalias_database =\ntransport_maps = pgsql:{_folder.File("client.cf")}\n");
        _folder.Write("client.cf", "hosts = localhost\ndbname = mail\nquery = SELECT 1\n");
    }

    private string Mapkit => _folder.File("mapkit");

    [NativeCommandTheory("sh")]
    [InlineData("publish --to 'a b'")]
    [InlineData("published")]
    [InlineData("pull --watch")]
    [InlineData("fleet --json")]
    [InlineData("query key pgsql:DIR/client.cf")]
    [InlineData("query - pgsql:DIR/client.cf")]
    [InlineData("diff - pgsql:DIR/client.cf")]
    [InlineData("verify pgsql:DIR/client.cf")]
    [InlineData("status -c DIR")]
    [InlineData("explain transport -c DIR joe@example.com")]
    public void The_command_line_and_the_input_are_passed_on_and_the_status_comes_back(string arguments)
    {
        Other("for word; do printf '[%s]' \"$word\"; done; cat; exit 7");
        arguments = arguments.Replace("DIR", _folder.Path, StringComparison.Ordinal);
        var words = Tool.Run("/bin/sh", "-c", $"for word in {arguments}; do printf '[%s]' \"$word\"; done").Output;
        var run = Tool.Run("/bin/sh", ["-c", $"{Mapkit} {arguments}"], "first\nsecond\n"u8.ToArray(), null);
        Assert.Equal((7, words + "first\nsecond\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [NativeCommandTheory("sh")]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public void Signals_reach_it_since_it_is_the_same_process(string signal)
    {
        Other($"trap 'exit 9' {signal}; echo $$; while :; do sleep 0.02; done");
        using var process = Process.Start(new ProcessStartInfo(Mapkit, "pull --watch") { RedirectStandardOutput = true })!;
        Assert.Equal($"{process.Id}", process.StandardOutput.ReadLine());
        Tool.Run("/bin/kill", $"-{signal}", $"{process.Id}");
        Assert.True(process.WaitForExit(10_000));
        Assert.Equal(9, process.ExitCode);
    }

    [NativeCommandTheory("sh")]
    [InlineData("pull --watch")]
    [InlineData("verify pgsql:DIR/client.cf")]
    [InlineData("diff - pgsql:DIR/client.cf")]
    public void Without_it_one_message_says_what_to_install(string arguments)
    {
        var run = Tool.Run("/bin/sh", "-c", $"{Mapkit} {arguments.Replace("DIR", _folder.Path, StringComparison.Ordinal)} < /dev/null");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Matches($"^mapkit: error: [^\n]*this needs mapkit-postgresql, which is neither {_folder.Path}/mapkit-postgresql nor [^\n]*/lib/mapkit/mapkit-postgresql; it comes with mapkit: install the package mapkit, or copy the file there from the archive that mapkit came in\n$", run.Error);
        run = Tool.Run(Mapkit, "status", "-c", _folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("unreadable: this needs mapkit-postgresql", run.Output);
    }

    public void Dispose() => _folder.Dispose();

    private void Other(string script) => File.SetUnixFileMode(_folder.Write("mapkit-postgresql", $"#!/bin/sh\n{script}\n"), Executable);
}
