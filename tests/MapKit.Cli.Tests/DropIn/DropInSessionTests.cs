using System.Text;
using MapKit.Platform;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.DropIn;

/// <summary>The golden sessions of testdata/dropins: every word that the drop-ins say, and that Postfix says.</summary>
public class DropInSessionTests
{
    /// <summary>A folder with upstream's tools of 3.12, for those who have built them; CI has Debian's 3.7.11 alone.</summary>
    private static readonly string? Upstream = Environment.GetEnvironmentVariable("MAPKIT_POSTFIX_312");

    /// <summary>The types that Debian has in separate packages: postfix-cdb and so on.</summary>
    private static readonly string[] Plugins = ["cdb", "lmdb", "pcre"];

    /// <summary>The sessions in 3.7's words end in -3.7; the others are 3.12's.</summary>
    public static TheoryData<string> Sessions => [.. Names];

    public static TheoryData<string> SessionsOf37 => [.. Names.Where(Is37)];

    public static TheoryData<string> SessionsOf312 => [.. Names.Where(name => !Is37(name))];

    private static IEnumerable<string> Names =>
        Directory.GetFiles(RepositoryFiles.Path("testdata/dropins"), "*.session").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Mapkit_plays_the_session(string name)
    {
        var version = Is37(name) ? "3.7" : "3.12";
        Compare(name, folder => (words, input) =>
        {
            var run = CommandRun.In(variable => variable switch { "MAIL_CONFIG" => folder.Path, "MAPKIT_POSTFIX_VERSION" => version, _ => null }, input, [.. words.Select(word => LosslessText.FromBytes(Encoding.Latin1.GetBytes(word)))]);
            return (run.Status, run.Output, run.ErrorInLatin1);
        });
    }

    [PeerTheory("postmap")]
    [MemberData(nameof(SessionsOf37))]
    public void Postfix_plays_the_session(string name)
    {
        var commands = File.ReadLines(PathOf(name)).Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).ToArray();
        PeerTools.SkipWithoutTypes([.. Plugins.Where(type => name == "types-3.7" || commands.Any(line => line.Contains($" {type}:", StringComparison.Ordinal)))]);
        Compare(name, folder => PeerRunner(folder, null));
    }

    [Theory]
    [Trait(Category.Name, Category.Peer)]
    [MemberData(nameof(SessionsOf312))]
    public void Upstream_plays_the_session(string name)
    {
        Assert.SkipWhen(Upstream is null, "MAPKIT_POSTFIX_312 does not say where upstream's tools are");
        Compare(name, folder => PeerRunner(folder, Upstream));
    }

    private static string ShellWord(string word) =>
        $"\"$(printf '{string.Concat(Encoding.Latin1.GetBytes(word).Select(value => "\\" + Convert.ToString(value, 8).PadLeft(3, '0')))}')\"";

    private static string PathOf(string name) => RepositoryFiles.Path($"testdata/dropins/{name}.session");

    private static bool Is37(string name) => name.EndsWith("-3.7", StringComparison.Ordinal);

    private static void Compare(string name, Func<TemporaryFolder, DropInSession.Runner> runner)
    {
        using var folder = new TemporaryFolder();
        PostfixConfiguration.Write(folder.Path);
        var session = DropInSession.Read(PathOf(name));
        Assert.Equal(session.ToString(), session.Play(folder, runner(folder)));
    }

    private static DropInSession.Runner PeerRunner(TemporaryFolder folder, string? tools) => (words, input) =>
    {
        var variables = new Dictionary<string, string>(PreloadedSleep.Variables) { ["MAIL_CONFIG"] = folder.Path };

        // By the shell, which can pass arguments of any bytes.
        var script = string.Join(' ', words.Skip(1).Select(ShellWord).Prepend(tools is null ? Tool.Find(words[0]) : Path.Combine(tools, words[0])));
        var result = Tool.Run("sh", ["-c", "exec " + script], input, variables);
        return (result.ExitCode, result.Output, result.Error);
    };
}
