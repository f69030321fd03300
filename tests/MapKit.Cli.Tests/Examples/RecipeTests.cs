using System.Text.Json;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Examples;

/// <summary>The recipes of examples/, as far as they run here.</summary>
public sealed class RecipeTests : IDisposable
{
    private static readonly string Command = Environment.GetEnvironmentVariable("MAPKIT_COMMAND") ?? Path.Join(AppContext.BaseDirectory, "MapKit.Cli");

    private readonly TemporaryFolder _folder = new();
    private readonly string _transport;

    public RecipeTests()
    {
        _transport = _folder.Write("transport", "example.com smtp:[relay.example.net]\n");
        Directory.CreateDirectory(_folder.File("bin"));
        File.CreateSymbolicLink(_folder.File("bin/mapkit"), Command);
    }

    public void Dispose() => _folder.Dispose();

    [PeerFact("ansible-playbook")]
    public void The_Ansible_role_says_changed_and_then_ok()
    {
        Assert.Contains("changed=1 ", Play("--check"), StringComparison.Ordinal);
        Assert.False(File.Exists(_transport + ".db"));
        Assert.Contains("changed=2 ", Play(), StringComparison.Ordinal);
        Assert.True(File.Exists(_transport + ".db"));
        Assert.Contains("changed=0 ", Play(), StringComparison.Ordinal);

        File.WriteAllText(_transport, "broken\n");
        Assert.Contains("failed=1 ", Play(), StringComparison.Ordinal);

        string Play(params string[] options)
        {
            string[] variables = ["-e", $"{{\"postfix_tables\": [\"hash:{_transport}\"], \"postfix_tables_mapkit\": \"{Command}\"}}"];
            var environment = new Dictionary<string, string> { ["ANSIBLE_LOCAL_TEMP"] = _folder.File("ansible"), ["ANSIBLE_REMOTE_TEMP"] = _folder.File("ansible"), ["LC_ALL"] = "C.UTF-8" };
            return Tool.Run("ansible-playbook", ["-i", "localhost,", "-c", "local", .. variables, .. options, RepositoryFiles.Path("examples", "ansible", "site.yml")], null, environment).Output;
        }
    }

    [PeerFact("systemd-analyze")]
    public void Systemd_accepts_the_units()
    {
        // The units name the installed command: its place is taken by one that exists here.
        foreach (var unit in new[] { "mapkit-compile@.path", "mapkit-compile@.service", "mapkit-pull.service" })
            _folder.Write(unit.Replace("@", "@transport", StringComparison.Ordinal), File.ReadAllText(RepositoryFiles.Path("examples", "systemd", unit)).Replace("/usr/bin/mapkit", "/bin/true", StringComparison.Ordinal));
        var result = Tool.Run("systemd-analyze", "verify", "--man=no", _folder.File("mapkit-compile@transport.path"), _folder.File("mapkit-compile@transport.service"), _folder.File("mapkit-pull.service"));
        Assert.True(result.ExitCode == 0 && !result.Error.Contains("mapkit", StringComparison.Ordinal), result.Error);
    }

    [PeerFact("git", "bash")]
    public void The_hook_refuses_a_commit_with_an_error()
    {
        var script = $"""
            cd '{_folder.Path}' && git init -q . && git config user.name Joe && git config user.email joe@example.com
            cp '{RepositoryFiles.Path("examples", "git", "pre-commit")}' .git/hooks/pre-commit
            echo transport > .mapkit-tables
            git add transport .mapkit-tables && git commit -qm good && echo committed
            echo broken >> transport && git add transport && git commit -qm bad || echo refused
            git reset -q && git checkout -q transport && echo 'b.example smtp:' >> transport && git add transport && echo broken >> transport && git commit -qm staged && echo committed
            """;
        var result = Tool.Run("bash", ["-c", script], null, new Dictionary<string, string> { ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}" });
        Assert.Equal("committed\nrefused\ncommitted\n", result.Output);
        Assert.Contains("error MK1004", result.Error, StringComparison.Ordinal);
    }

    [PeerFact("git", "bash")]
    public void The_hook_names_the_paths_of_the_repository()
    {
        var script = $"""
            cd '{_folder.Path}' && git init -q . && git config user.name Joe && git config user.email joe@example.com
            cp '{RepositoryFiles.Path("examples", "git", "pre-commit")}' .git/hooks/pre-commit
            mkdir tables && echo broken > tables/transport && echo broken > 'tables/my routes' && printf 'tables/transport\ntables/my routes\n' > .mapkit-tables
            git add tables .mapkit-tables && git commit -qm bad || echo refused
            printf '[lint]\nexclude = ["tables/t*"]\n' > mapkit.toml && git add mapkit.toml && git commit -qm bad 2>more || echo refused
            printf '[lint]\nexclude = ["tables/*"]\n' > mapkit.toml && git add mapkit.toml && git commit -qm excluded && echo committed
            """;
        var result = Tool.Run("bash", ["-c", script], null, new Dictionary<string, string> { ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}" });
        Assert.Equal("refused\nrefused\ncommitted\n", result.Output);
        Assert.Contains("tables/transport:1:1: error MK1004", result.Error, StringComparison.Ordinal);
        var more = File.ReadAllText(_folder.File("more"));
        Assert.DoesNotContain("tables/transport:1", more, StringComparison.Ordinal);
        Assert.Contains("tables/my routes:1:1: error MK1004", more, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_lines_of_the_other_recipes_do_what_they_rely_on()
    {
        Assert.Equal(1, CommandRun.Of("compile", "--check", "hash:" + _transport).Status);
        Assert.Equal(0, CommandRun.Of("compile", "--strict", "hash:" + _transport).Status);
        Assert.Equal(0, CommandRun.Of("compile", "--check", "hash:" + _transport).Status);

        _folder.Write("main.cf", $"compatibility_level = 3.6\nalias_maps =\nalias_database =\ntransport_maps = hash:{_transport}\n");
        File.AppendAllText(_transport, "broken\n");
        foreach (var format in new[] { "sarif", "gitlab" })
        {
            var run = CommandRun.Of("lint", "-c", _folder.Path, "--output-format", format);
            Assert.Equal(1, run.Status);
            Assert.Contains("MK1004", JsonDocument.Parse(run.Output).RootElement.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("puppet/mapkit_table.pp")]
    [InlineData("github/lint.yml")]
    [InlineData("gitlab/lint.yml")]
    [InlineData("container/Containerfile")]
    [InlineData("nixos/mapkit.nix")]
    public void A_recipe_uses_verbs_and_options_that_exist(string file)
    {
        var text = File.ReadAllText(RepositoryFiles.Path(["examples", .. file.Split('/')]));
        Assert.Matches("mapkit'?,? '?(compile|lint)", text);
        foreach (System.Text.RegularExpressions.Match option in System.Text.RegularExpressions.Regex.Matches(text, @"(?<=mapkit[^\n]*)--(?!no-install|global|from)[a-z-]+"))
            Assert.Contains(Verbs.All, verb => CommandRun.Of("help", verb.Name).Output.Contains(option.Value, StringComparison.Ordinal));
    }
}
