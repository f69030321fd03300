using MapKit.Diagnostics;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>Alias files that are asked one after the other, as <c>alias_maps</c> is.</summary>
public class AliasTablesTests
{
    [Theory]
    [InlineData("joe: jane\n", "jane: joe\n", "b:1:7: error MK2804: alias loop: joe -> jane -> joe; Postfix gives up with \"alias database loop\" and bounces the mail")]
    [InlineData("joe: jane\n", "max: joe\njane: \"max\"\n", "b:1:6: error MK2804: alias loop: joe -> jane -> max -> joe; Postfix gives up with \"alias database loop\" and bounces the mail")]
    [InlineData("\"a b\": jane\n", "jane: \"a b\", root\n", "b:1:7: error MK2804: alias loop: a b -> jane -> a b; Postfix gives up with \"alias database loop\" and bounces the mail")]
    [InlineData("joe: jane\njane: joe\n", "max: joe\n", "a:2:7: error MK2804: alias loop: joe -> jane -> joe; Postfix gives up with \"alias database loop\" and bounces the mail")] // once, though both are asked
    [InlineData("owner-news: joe\n", "root: joe\n", "a:1:1: info MK2806: owner-news is the owner of a list news, which has no alias in these files; Postfix uses it as an ordinary alias")]
    [InlineData("owner-news: joe\n", "News: joe\n", null)]
    [InlineData("joe: jane\njane: root\n", "jane: joe\n", null)] // the second jane is never asked for
    [InlineData("joe: jane\n", "jane: joe@example.com\n", null)]
    [InlineData("joe: jane\n", "jane: \\\\joe\n", null)]
    [InlineData("postmaster: root\n", "root: joe\njoe: joe\n", null)]
    public void Alias_files_are_checked_together(string first, string second, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Findings(first, second).Where(line => line.Contains("MK28", StringComparison.Ordinal)));

    [Fact]
    [Trait(Category.Name, Category.Slow)]
    public void A_long_chain_through_two_files_is_checked_quickly()
    {
        static string Lines(int from) => string.Concat(Enumerable.Range(0, 50_000).Select(number => $"a{(2 * number) + from}: a{(2 * number) + from + 1}\n"));
        Assert.Empty(Findings(Lines(0), Lines(1)));
        Assert.Single(Findings(Lines(0), Lines(1) + "a100000: a0\n"));
    }

    private static string[] Findings(string first, string second)
    {
        using var folder = new TemporaryFolder();
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.Read(folder.Write("a", first), TableFormat.Aliases);
        operation.Read(folder.Write("b", second), TableFormat.Aliases);
        return [.. Linted.Shown(operation, folder).Where(line => !line.Contains("MK1017", StringComparison.Ordinal))];
    }
}
