using MapKit.Cli.Tests.Interruption;
using MapKit.Cli.Tests.Terminal;
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
    [InlineData("compi", "compile")]
    [InlineData("comple", "completion")]
    [InlineData("help ver", "verify")]
    [InlineData("compile --dup", "--duplicates")]
    [InlineData("compile --duplicates ", "first last error")]
    [InlineData("compile -t ", "hash btree lmdb cdb")]
    [InlineData("compile -t hash,l", "hash,lmdb")]
    [InlineData("compile --format trans", "transport")]
    [InlineData("rule MK100", "MK1001 MK1002 MK1003 MK1004 MK1005 MK1006 MK1007 MK1008 MK1009")]
    [InlineData("compile FOLDER/", "FOLDER/transport FOLDER/virtual *")]
    [InlineData("set --config DIR FOLDER/t", "FOLDER/transport *")]
    [InlineData("help postm", "postmap")]
    [InlineData("compile -t hash,", "hash,btree hash,lmdb hash,cdb")]
    [InlineData("compile --type=h", "--type=hash")]
    [InlineData("compile --type=hash,c", "--type=hash,cdb")]
    [InlineData("lint --ignore MK2101,MK210", "MK2101,MK2102 MK2101,MK2103 MK2101,MK2104 MK2101,MK2105 MK2101,MK2106 MK2101,MK2107 MK2101,MK2108 MK2101,MK2109")]
    [InlineData("lint --ignore MK1001", "MK1001")]
    [InlineData("lint --output-format ", "text json sarif github checkstyle gitlab")]
    [InlineData("lint --exclude ", "*")]
    [InlineData("compile -c ", "*")]
    [InlineData("compile -q -o ", "*")]
    [InlineData("explain ses", "session")]
    [InlineData("explain session --fr", "--from")]
    [InlineData("explain transport ", "")]
    [InlineData("explain transport a@example.com FOLDER/t", "FOLDER/transport *")]
    [InlineData("completion ", "bash zsh fish")]
    [InlineData("query ", "")]
    [InlineData("query x FOLDER/t", "FOLDER/transport *")]
    [InlineData("info x ", "")]
    [InlineData("manual ", "*")]
    [InlineData("compile -- -", "*")]
    [InlineData("postmap x", "*")]
    [InlineData("postmap -", "")]
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
        Assert.Equal((0, "*\n", ""), (Complete("compile", "/").Status, Complete("compile", "/").Output, Complete("compile", "/").Error));
    }

    [PeerTheory("bash")]
    [InlineData("mapkit compi", "compile")]
    [InlineData("mapkit rule MK1001", "MK1001")]
    [InlineData("mapkit compile -t hash,l", "hash,lmdb")]
    [InlineData("mapkit lint --ignore MK1001", "MK1001")]
    [InlineData("mapkit completion f", "fish")]
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

    /// <summary>In the real shell, where words end at = and at a colon, and where names of files may be added. X comes after the tab.</summary>
    [PeerTheory("bash", "tmux")]
    [InlineData("mapkit compile --type=h", "mapkit compile --type=hash X")]
    [InlineData("mapkit compile --type=hash,l", "mapkit compile --type=hash,lmdb X")]
    [InlineData("mapkit lint --ignore MK1001,MK1004", "mapkit lint --ignore MK1001,MK1004 X")]
    [InlineData("mapkit completion tran", "mapkit completion tranX")]
    [InlineData("mapkit compile -t tran", "mapkit compile -t tranX")]
    [InlineData("mapkit lint tran", "mapkit lint transport X")]
    [InlineData("mapkit query x hash:tran", "mapkit query x hash:transport X")]
    public void Bash_completes_while_a_user_types(string line, string expected) => Types("bash", "bash --rcfile rc", line, expected);

    [PeerTheory("zsh", "tmux")]
    [InlineData("mapkit compile --type=h", "mapkit compile --type=hash X")]
    [InlineData("mapkit completion tran", "mapkit completion tranX")]
    [InlineData("mapkit compile -t tran", "mapkit compile -t tranX")]
    [InlineData("mapkit lint --output-format sar", "mapkit lint --output-format sarif X")]
    [InlineData("mapkit lint --ignore MK1001,MK1004", "mapkit lint --ignore MK1001,MK1004 X")]
    [InlineData("mapkit lint tran", "mapkit lint transport X")]
    public void Zsh_completes_while_a_user_types(string line, string expected) => Types("zsh", "zsh -i", line, expected);

    [PeerTheory("fish")]
    [InlineData("mapkit comp", "compile completion")]
    [InlineData("mapkit compile --type=h", "--type=hash")]
    [InlineData("mapkit compile -t ", "hash btree lmdb cdb")]
    [InlineData("mapkit lint --output-format s", "sarif")]
    [InlineData("mapkit completion ", "bash zsh fish")]
    [InlineData("mapkit rule MK1001", "MK1001")]
    [InlineData("mapkit lint --ignore MK1001", "MK1001")]
    [InlineData("mapkit lint --settings mapkit.t", "mapkit.toml")]
    public void Fish_completes(string line, string expected)
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        _folder.Write("mapkit.toml", "");
        var script = _folder.Write("mapkit.fish", CommandRun.Of("completion", "fish").Output);
        var run = Tool.Run("fish", "--no-config", "-c", $"set -x PATH {Path.GetDirectoryName(MapKitCommand.Line[0])} $PATH; cd {_folder.Path}; source {script}; complete -C '{line}'");
        Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [PeerFact("zsh")]
    public void Zsh_reads_the_script()
    {
        var run = Tool.Run("zsh", "-n", _folder.Write("_mapkit", CommandRun.Of("completion", "zsh").Output));
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    private static void Types(string shell, string start, string line, string expected)
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        using var screen = new TerminalScreen(100, 24);
        screen.Write("main.cf", "alias_maps =\n");
        screen.Write("transport", "a :\n");
        screen.Write("rc", "unset HISTFILE\nsource ./script\nPS1='> '\n");
        screen.Write(".zshrc", "PS1='> '\nautoload -Uz compinit\ncompinit -u -d \"$HOME/.dump\"\nsource $HOME/script\nsetopt no_beep\n");
        screen.Run($"mapkit completion {shell} > script");
        screen.TypeKeys("clear; exec " + start);
        screen.WaitFor(text => text.TrimEnd('\n') == ">");
        screen.TypeWithoutEnter(line + "\tX");
        screen.WaitFor(text => text.Split('\n')[0].EndsWith('X'));
        Assert.Equal("> " + expected, screen.Text.Split('\n')[0]);
    }

    private CommandRun Complete(params string[] words) => CommandRun.In(name => name == "MAIL_CONFIG" ? _folder.Path : null, [], ["complete", "--", .. words]);
}
