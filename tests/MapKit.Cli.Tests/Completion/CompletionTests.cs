using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Completion;

/// <summary>What the program answers to the shells, and what the shells make of it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CompletionTests()
    {
        _folder.Write("main.cf", $"transport_maps = hash:{_folder.File("transport")}\nvirtual_alias_maps = lmdb:{_folder.File("virtual")}\n");
        _folder.Write("transport", "a :\n");
        _folder.Write("virtual", "a b\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("comp", "compile")]
    [InlineData("help ver", "verify")]
    [InlineData("compile --dup", "--duplicates")]
    [InlineData("compile --duplicates ", "first last error")]
    [InlineData("compile -t ", "hash btree lmdb cdb")]
    [InlineData("compile -t hash,l", "hash,lmdb")]
    [InlineData("compile --format trans", "transport")]
    [InlineData("rule MK100", "MK1001 MK1002 MK1003 MK1004 MK1005 MK1006 MK1007 MK1008 MK1009")]
    [InlineData("compile FOLDER/", "FOLDER/transport FOLDER/virtual")]
    [InlineData("set --config DIR FOLDER/t", "FOLDER/transport")]
    [InlineData("frob ", "")]
    public void The_words_that_may_follow(string line, string expected)
    {
        var run = Complete([.. line.Replace("FOLDER", _folder.Path, StringComparison.Ordinal).Split(' ')]);
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(expected.Replace("FOLDER", _folder.Path, StringComparison.Ordinal), string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void A_broken_main_cf_completes_nothing()
    {
        _folder.Write("main.cf", "nonsense\n");
        Assert.Equal((0, "", ""), (Complete("compile", "/").Status, Complete("compile", "/").Output, Complete("compile", "/").Error));
    }

    [PeerTheory("bash")]
    [InlineData("mapkit comp", "compile")]
    [InlineData("mapkit rule MK1001", "MK1001")]
    [InlineData("mapkit compile -t hash,l", "hash,lmdb")]
    public void Bash_completes(string line, string expected)
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        var script = _folder.Write("mapkit.bash", CommandRun.Of("completion", "bash").Output);
        var test = _folder.Write("test.bash", $$"""
            PATH={{Path.GetDirectoryName(MapKitCommand.Line[0])}}:$PATH
            source {{script}}
            COMP_LINE='{{line}}'
            COMP_POINT=${#COMP_LINE}
            COMP_WORDS=($COMP_LINE)
            _mapkit mapkit "${COMP_WORDS[-1]}"
            printf '%s\n' "${COMPREPLY[@]}"

            """);
        var run = Tool.Run("bash", test);
        Assert.Equal((expected + "\n", ""), (run.Output, run.Error));
    }

    [PeerFact("fish")]
    public void Fish_completes()
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        var script = _folder.Write("mapkit.fish", CommandRun.Of("completion", "fish").Output);
        var run = Tool.Run("fish", "--no-config", "-c", $"set -x PATH {Path.GetDirectoryName(MapKitCommand.Line[0])} $PATH; source {script}; complete -C 'mapkit comp'");
        Assert.Contains("compile", run.Output, StringComparison.Ordinal);
    }

    [PeerFact("zsh")]
    public void Zsh_reads_the_script()
    {
        var run = Tool.Run("zsh", "-n", _folder.Write("_mapkit", CommandRun.Of("completion", "zsh").Output));
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    private CommandRun Complete(params string[] words) => CommandRun.In(name => name == "MAIL_CONFIG" ? _folder.Path : null, [], ["complete", "--", .. words]);
}
