using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>Findings that the command line or mapkit.toml ignores.</summary>
public sealed class IgnoredFindingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public IgnoredFindingsTests()
    {
        _folder.Write("main.cf", $"compatibility_level = 3.6\nalias_maps =\nvirtual_alias_maps = texthash:{_folder.File("virtual")}\ntransport_maps = texthash:{_folder.File("transport")}\n");
        _folder.Write("virtual", "broken\n");
        _folder.Write("transport", "alone\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_settings_both_tables_have_a_finding() => Assert.Equal(["transport", "virtual"], FilesWithFindings());

    [Theory]
    [InlineData("--ignore", "MK1004")]
    [InlineData("--ignore", "MK2103,MK10")]
    [InlineData("--ignore", "mk1004")]
    [InlineData("--exclude", "*")]
    public void An_option_ignores_them(string option, string value)
    {
        var run = Lint(option, value);
        Assert.Equal((0, ""), (run.Status, run.Output));
        Assert.EndsWith("no findings, 2 ignored\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_without_a_slash_is_the_name_of_a_file() => Assert.Equal(["virtual"], FilesWithFindings("--exclude", "trans*"));

    [Fact]
    public void A_pattern_with_a_slash_is_a_path()
    {
        Assert.Equal(["virtual"], FilesWithFindings("--exclude", _folder.Path + "/t*"));
        Assert.Equal(["transport", "virtual"], FilesWithFindings("--exclude", "elsewhere/t*"));
    }

    [Theory]
    [InlineData("[lint]\nignore = [\"MK1004\"]\n", new string[0])]
    [InlineData("[lint]\nexclude = [\"./v*\"] # relative to this file\n", new[] { "transport" })]
    [InlineData("[lint.per-file-ignores]\n\"virt*\" = [\"MK10\"]\n\"trans*\" = [\"MK2103\"]\n", new[] { "transport" })]
    public void The_file_beside_main_cf_ignores_them(string settings, string[] left)
    {
        _folder.Write("mapkit.toml", settings);
        Assert.Equal(left, FilesWithFindings());
        Assert.Equal(["transport", "virtual"], FilesWithFindings("--no-settings"));
    }

    [Theory]
    [InlineData(true, "is a directory, not a file")]
    [InlineData(false, "no such file; it is a symbolic link to /nowhere")]
    public void A_settings_file_that_cannot_be_one_is_an_error(bool isFolder, string problem)
    {
        if (OperatingSystem.IsWindows()) return;
        var path = _folder.File("mapkit.toml");
        if (isFolder) Directory.CreateDirectory(path);
        else File.CreateSymbolicLink(path, "/nowhere");
        var run = CommandRun.Of("lint", "-c", _folder.Path);
        Assert.Equal((2, "", $"mapkit: error: {path}: {problem}\n"), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public void Options_add_to_the_file()
    {
        _folder.Write("mapkit.toml", "[lint]\nexclude = [\"virtual\"]\n");
        Assert.Equal([], FilesWithFindings("--exclude", "transport"));
    }

    [Fact]
    public void The_level_of_the_command_line_precedes_that_of_the_file()
    {
        var file = _folder.Write("other.toml", "[lint]\nlevel = \"error\"\n");
        _folder.Write("transport", "example.com smtp:[a.example]\nexample.com smtp:[a.example]\n");
        Assert.Equal(["virtual"], FilesWithFindings("--settings", file));
        Assert.Equal(["transport", "virtual"], FilesWithFindings("--settings", file, "--level", "warning"));
    }

    [Fact]
    public void Status_counts_the_same_findings_as_lint()
    {
        Assert.Contains("2 findings", CommandRun.Of("status", "-c", _folder.Path).Error, StringComparison.Ordinal);
        _folder.Write("mapkit.toml", "[lint]\nexclude = [\"virtual\"]\n");
        Assert.Contains("1 finding", CommandRun.Of("status", "-c", _folder.Path).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ignore = []\n", "1: ignore is outside of a table; write [lint] before it")]
    [InlineData("[lint]\n\nignor = []\n", "3: no such key: ignor; did you mean ignore?")]
    [InlineData("[lnt]\n", "1: no such table: lnt; did you mean lint?")]
    [InlineData("[lint]\nignore = [\"MK9999\"]\n", "2: no such rule: MK9999; *")]
    [InlineData("[lint]\nignore = \"MK1004\"\n", "2: ignore is a list of texts: [\"...\", \"...\"]")]
    [InlineData("[lint]\nlevel = \"high\"\n", "2: level is one of error, warning, info, in quotes")]
    [InlineData("[lint\n", "1: *")]
    public void A_mistake_in_the_file_is_named_with_its_line(string settings, string message)
    {
        var file = _folder.Write("mapkit.toml", settings);
        var run = Lint();
        Assert.Equal((2, ""), (run.Status, run.Output));
        if (message.EndsWith('*')) Assert.StartsWith($"mapkit: error: {file}:{message[..^1]}", run.Error, StringComparison.Ordinal);
        else Assert.Equal($"mapkit: error: {file}:{message}\n", run.Error);
    }

    [Fact]
    public void A_wrong_code_on_the_command_line_is_refused() =>
        Assert.StartsWith("mapkit: error: --ignore: no such rule: MK77; ", Lint("--ignore", "MK77").Error, StringComparison.Ordinal);

    private CommandRun Lint(params string[] options) => CommandRun.Of(["lint", "-c", _folder.Path, .. options]);

    private string[] FilesWithFindings(params string[] options) =>
        [.. Lint(["--output-format", "github", .. options]).Output.Split('\n').Select(line => new[] { "transport", "virtual" }.FirstOrDefault(name => line.Contains($"/{name},", StringComparison.Ordinal))).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
