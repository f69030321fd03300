using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>The commands of docs/fleet.md are run as they are written.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public partial class FleetGuideTests
{
    [DatabaseFact]
    public void The_ten_commands_set_up_a_database_and_a_host()
    {
        var commands = ShellBlock().Matches(File.ReadAllText(RepositoryFiles.Path("docs", "fleet.md"))).SelectMany(block => block.Groups["text"].Value.Trim().Split('\n')).ToArray();
        Assert.Equal(10, commands.Length);
        using var server = PostgreSqlServer.Start();
        using var publisher = new TemporaryFolder();
        using var host = new TemporaryFolder();
        publisher.Write("main.cf", "transport_maps = hash:$config_directory/transport\nsmtp_sasl_password_maps = hash:$config_directory/sasl_passwd\n");
        publisher.Write("transport", "example.com\tsmtp:[relay.example.net]\n");
        File.SetUnixFileMode(publisher.Write("sasl_passwd", "[relay.example.net]\tjoe:hunter2\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        host.Write("main.cf", "transport_maps = lmdb:$config_directory/transport\nsmtp_sasl_password_maps = lmdb:$config_directory/sasl_passwd\n");

        // systemd is not running here: its command is that of the unit.
        var unit = File.ReadLines(RepositoryFiles.Path("examples", "systemd", "mapkit-pull.service")).Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));
        Assert.Equal("ExecStart=/usr/bin/mapkit pull --watch --from service=mail", unit);
        var variables = server.Variables("postgres");
        variables.Remove("PGDATABASE");
        variables["PATH"] = $"{PostgreSqlServer.Programs}:{publisher.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        Script(publisher, "mapkit", $"exec {string.Join(' ', RunningMapKit.Program)} \"$@\"");
        var watched = new Dictionary<string, string>(variables) { ["PGSERVICEFILE"] = publisher.Write("services", "[mail]\ndbname=mail\nuser=mailhost\n") };
        RunningMapKit? watch = null;
        try
        {
            foreach (var command in commands)
            {
                if (command.StartsWith("systemctl ", StringComparison.Ordinal))
                {
                    watch = new RunningMapKit(watched, "pull", "--watch", "--from", "service=mail", "-c", host.Path);
                    watch.WaitForNotification("READY=1");
                    continue;
                }

                // Publisher and host share /etc/postfix in the document only.
                var folder = command.StartsWith("mapkit pull", StringComparison.Ordinal) ? host.Path : publisher.Path;
                var run = Tool.Run("/bin/sh", ["-c", command.Replace("/etc/postfix", folder, StringComparison.Ordinal)], [], variables);
                Assert.True(run.ExitCode == 0, $"{command}:\n{run.Output}{run.Error}");
            }

            Assert.NotNull(watch);
            watch.WaitUntil(() => CommandRun.Of("query", "example.net", host.File("transport.lmdb")).Output == "smtp:[relay2.example.net]\n");
            Assert.Equal("joe:hunter2\n", CommandRun.Of("query", "--show-secrets", "[relay.example.net]", host.File("sasl_passwd.lmdb")).Expect(0).Output);
            watch.WaitUntil(() => server.Sql("mail", "SELECT generation FROM mapkit.host") == "2");
        }
        finally
        {
            watch?.Dispose();
        }
    }

    private static void Script(TemporaryFolder folder, string name, string text) =>
        File.SetUnixFileMode(folder.Write(name, $"#!/bin/sh\n{text}\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
