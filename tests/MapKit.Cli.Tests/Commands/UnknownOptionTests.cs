using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A word that looks like an option and is none is refused by every verb, wherever it stands, and nothing is done.</summary>
public sealed class UnknownOptionTests : IDisposable
{
    private static readonly string[] Unknown = ["--frobnicate", "--frobnicate=1", "-Z", "--dryrun", "--", "-"];

    private readonly TemporaryFolder _folder = new();

    public UnknownOptionTests()
    {
        _folder.Write("transport", "example.com smtp:[a.example]\nb.example   :\n");
        _folder.Write("second", "a 1\n");
        _folder.Write("routes.expect", "use transport transport\n");
        CommandRun.Of("compile", "-t", "hash", _folder.File("transport"));
    }

    public static TheoryData<string> Names => new(Verbs.All.Select(verb => verb.Name));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void An_unknown_option_is_refused_in_every_position(string verb)
    {
        var before = Snapshot();
        var line = LineOf(verb);
        foreach (var option in Unknown.Take(4))
        {
            for (var position = 0; position <= line.Length; position++)
            {
                string[] words = [verb, .. line[..position], option, .. line[position..]];
                var run = CommandRun.Of(words);
                Assert.True(run.Status == 2 && run.Error.StartsWith($"mapkit: error: no such option: {option}; ", StringComparison.Ordinal), $"{string.Join(' ', words)}: {run.Status}, {run.Error}");
                Assert.Equal("", run.Output);
                Assert.Equal(before, Snapshot());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flag_takes_no_value_and_another_option_no_empty_one(string verb)
    {
        var before = Snapshot();
        using var environment = CommandRun.NoEnvironment();
        var operand = _folder.File("second");
        foreach (var option in MapkitCommand.CommandOf(Verbs.ByName(verb)!, environment).Options)
        {
            foreach (var name in option.Aliases.Prepend(option.Name))
            {
                var isFlag = option.ValueType == typeof(bool);
                string[] words = !name.StartsWith("--", StringComparison.Ordinal) ? isFlag ? [$"{name}{operand}"] : [$"{name}="]
                    : isFlag ? [$"{name}={operand}", $"{name}=", $"{name}=true"]
                    : [$"{name}="];
                foreach (var word in words)
                {
                    var run = CommandRun.In(variable => variable == "MAIL_CONFIG" ? _folder.Path : null, [], [verb, word, .. LineOf(verb)]);
                    Assert.True(run.Status == 2, $"{verb} {word}: {run.Status}");
                    Assert.Matches($"(?m)^mapkit: error: ({name} takes no value: write {name} alone|{option.Name}: the value is empty|no such option: -. in )", run.Error);
                    Assert.Equal(before, Snapshot());
                }
            }
        }
    }

    [Fact]
    public void Short_options_may_be_written_together()
    {
        File.WriteAllText(_folder.File("second"), "a 1\nlonger 2\n");
        Assert.Equal((0, "", ""), (CommandRun.Of("fmt", "-qn", _folder.File("second")).Status, CommandRun.Of("fmt", "-qn", _folder.File("second")).Output, CommandRun.Of("fmt", "-qn", _folder.File("second")).Error));
        Assert.Equal(0, CommandRun.Of("compile", "-qtlmdb", _folder.File("second")).Status);
        Assert.True(File.Exists(_folder.File("second.lmdb")));
        Assert.Equal(0, CommandRun.Of("compile", "-qo", _folder.File("-q="), _folder.File("second")).Status);
    }

    [Fact]
    public void After_two_dashes_a_key_may_start_with_one()
    {
        var run = CommandRun.Of("set", _folder.File("second"), "--", "-k", "v");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal("a 1\n-k v\n", File.ReadAllText(_folder.File("second")));
        Assert.Equal("v\n", CommandRun.Of("query", "--", "-k", CompiledSecond()).Output);
    }

    private string CompiledSecond()
    {
        CommandRun.Of("compile", "-t", "cdb", _folder.File("second"));
        return _folder.File("second.cdb");
    }

    /// <summary>A line that the verb accepts, which would write something if the verb writes at all.</summary>
    private string[] LineOf(string verb) => verb switch
    {
        "compile" or "lint" or "crosscheck" => [_folder.File("transport"), _folder.File("second")],
        "fmt" => [_folder.File("transport")],
        "query" => ["example.com", _folder.File("transport.db")],
        "dump" or "info" or "verify" => [_folder.File("transport.db")],
        "convert" => [_folder.File("transport.db"), "cdb:" + _folder.File("new")],
        "diff" => [_folder.File("transport"), _folder.File("second")],
        "test" => [_folder.File("routes.expect")],
        "set" => [_folder.File("transport"), "c.example", "smtp:[c.example]"],
        "unset" => [_folder.File("transport"), "example.com"],
        "rename" => [_folder.File("transport"), "example.com", "example.org"],
        "explain" => ["transport", "example.com", "source:" + _folder.File("transport")],
        "status" => ["--fix"],
        _ => [],
    };

    private string Snapshot() => string.Join('\n', Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(File.ReadAllBytes(file))}"));
}
