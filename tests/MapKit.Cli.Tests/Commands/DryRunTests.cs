using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>What would be written is shown, and nothing is written; a wrong entry is not written either.</summary>
public sealed class DryRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("set --dry-run FILE b 3", "FILE:2: would be changed b\n")]
    [InlineData("set -n FILE c 3", "FILE:3: would be added c\n")]
    [InlineData("unset --dry-run FILE a", "FILE:1: would be removed a\n")]
    [InlineData("rename --dry-run FILE a aa", "FILE:1: would be renamed a to aa\n")]
    [InlineData("fmt --dry-run FILE", "FILE: would be aligned\n")]
    [InlineData("fmt --dry-run --quiet FILE", "")]
    [InlineData("set --quiet --dry-run --diff FILE b 3", "--- FILE\n+++ FILE\n@@ -1,2 +1,2 @@\n a 1\n-bb   2\n+bb   2\n")]
    public void Nothing_is_written(string line, string output)
    {
        var source = _folder.Write("t", "a 1\nb   2\n");
        if (line.Contains("--diff", StringComparison.Ordinal)) output = output.Replace("-bb   2\n+bb   2", "-b   2\n+b   3", StringComparison.Ordinal);
        var run = CommandRun.Of([.. line.Split(' ').Select(word => word == "FILE" ? source : word)]);
        Assert.Equal((0, output.Replace("FILE", source, StringComparison.Ordinal), ""), (run.Status, run.Output, run.Error));
        Assert.Equal("a 1\nb   2\n", File.ReadAllText(source));
    }

    [Fact]
    public void A_dry_run_of_convert_writes_no_map()
    {
        CommandRun.Of("compile", "-t", "hash", _folder.Write("t", "a 1\n"));
        var run = CommandRun.Of("convert", "--dry-run", _folder.File("t.db"), "cdb:" + _folder.File("t"));
        Assert.Equal(0, run.Status);
        Assert.StartsWith($"{_folder.File("t.cdb")}: would change (cdb, 1 record, ", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("t.cdb")));
    }

    [Fact]
    public void A_diff_shows_hunks_with_three_lines_of_context()
    {
        var source = _folder.Write("t", string.Concat(Enumerable.Range(1, 30).Select(number => $"k{number:00} v\n")) + "last v");
        File.WriteAllText(source, File.ReadAllText(source).Replace("k05 v", "k05    v", StringComparison.Ordinal).Replace("last v", "last   v", StringComparison.Ordinal));
        var run = CommandRun.Of("unset", "--diff", "-q", source, "k20");
        Assert.Equal($"--- {source}\n+++ {source}\n@@ -17,7 +17,6 @@\n k17 v\n k18 v\n k19 v\n-k20 v\n k21 v\n k22 v\n k23 v\n", run.Output);
        Assert.DoesNotContain("k20", File.ReadAllText(source), StringComparison.Ordinal);
        run = CommandRun.Of("set", "--diff", "-q", source, "last", "w");
        Assert.EndsWith("-last   v\n\\ No newline at end of file\n+last   w\n\\ No newline at end of file\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diff_masks_secrets()
    {
        var source = _folder.Write("sasl_passwd", "# old: joe:hunter2\n[r.example]:587 joe:hunter2\n[r.example]:25\n\tjoe:hunter2\n");
        var run = CommandRun.Of("set", "--diff", source, "[s.example]", "ann:hunter2");
        Assert.Equal(0, run.Status);
        Assert.EndsWith($"@@ -2,3 +2,4 @@\n [r.example]:587 ****\n ****\n  ****\n+[s.example]\t****\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\v')]
    [InlineData('\f')]
    [InlineData('\r')]
    public void A_diff_masks_secrets_after_any_whitespace(char separator)
    {
        var source = _folder.Write("sasl_passwd", $"relay.example{separator}joe:4711 rest\n");
        var run = CommandRun.Of("set", "--diff", source, "[s.example]", "ann:4711");
        Assert.Equal(0, run.Status);
        Assert.DoesNotContain("4711", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diff_in_colours_has_them_everywhere()
    {
        var run = CommandRun.Of("set", "-q", "--diff", "--color", "always", _folder.Write("t", "a 1\n"), "a", "2");
        Assert.EndsWith("\e[36m@@ -1,1 +1,1 @@\e[0m\n\e[31m-a 1\e[0m\n\e[32m+a 2\e[0m\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_with_an_error_is_written_only_by_force()
    {
        var source = _folder.Write("transport", "a.example :\n");
        var run = CommandRun.Of("set", source, "b.example", "smtp:[b.example");
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Contains("transport:2:1: error MK2102: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("transport: not written, because of the error above; --force writes it\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("a.example :\n", File.ReadAllText(source));

        run = CommandRun.Of("set", "--force", source, "b.example", "smtp:[b.example");
        Assert.Equal((0, $"{source}:2: added b.example\n"), (run.Status, run.Output));
        Assert.Equal("a.example :\nb.example smtp:[b.example\n", File.ReadAllText(source));
    }

    [Fact]
    public void The_result_of_an_edit_as_json()
    {
        var source = _folder.Write("t", "a 1\na 2\n");
        var run = CommandRun.Of("set", "--json", source, "a", "3");
        Assert.Equal($$"""{"kind":"edit","path":"{{source}}","outcome":"changed","key":"a","lines":[1],"hiddenLines":[2],"notes":[],"olderMaps":[]}""" + "\n", run.Output);
        Assert.Equal((0, ""), (run.Status, run.Error));
    }
}
