using System.Globalization;
using System.Runtime.Versioning;

namespace MapKit.Cli.Tests.Interruption;

/// <summary><c>mapkit set</c> and <c>mapkit fmt</c>, killed at each of their system calls on the source's folder.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EditInterruptionTests(ITestOutputHelper output)
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [NativeCommandTheory("strace", "timeout")]
    [InlineData("set", "d1500.example.com", "smtp:[relay.example.net]:587")]
    [InlineData("set", "new.example.com", "local:")]
    [InlineData("fmt")]
    public void A_source_that_is_edited_is_the_old_or_the_new_one(string verb, params string[] words) =>
        KillAtEachCall(folder => [verb, $"{folder}/transport", .. words]);

    private void KillAtEachCall(Func<string, string[]> arguments)
    {
        var report = KillAtEveryCall.Run(
            new InterruptedCommand(
                folder =>
                {
                    var source = Path.Combine(folder, "transport");
                    File.WriteAllText(source, Source());
                    File.SetUnixFileMode(source, Mode);
                },
                folder => [.. MapKitCommand.Line, .. arguments(folder)],
                folder => $"{File.GetUnixFileMode(Path.Combine(folder, "transport"))}\n{File.ReadAllText(Path.Combine(folder, "transport"))}"),
            Limit);

        output.WriteLine(report.ToString());
        Assert.Contains(new CallPlace("rename", "*, transport", 1), report.Points);
    }

    /// <summary>Enough entries for a file of more than one write.</summary>
    private static string Source() => string.Concat(Enumerable.Range(0, 3000).Select(
        number => string.Create(CultureInfo.InvariantCulture, $"# customer {number}\nd{number}.example.com   smtp:[mail{number}.example.net]\n")));
}
