using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>query</c> answers every type of table that Postfix can query, as postmap -q does.</summary>
public sealed class QueryTypesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public QueryTypesTests()
    {
        PostfixConfiguration.Write(_folder.Path);
        _folder.Write("text", "joe one\njane two\n");
        _folder.Write("rules", "/^joe(.*)$/ joe is $1\n!/x/ no x\n");
        _folder.Write("nets", "192.0.2.0/24 here\n!198.51.100.0/24 elsewhere\n");
        CommandRun.Of("compile", "-t", "hash", _folder.File("text"));
        File.SetLastWriteTimeUtc(_folder.File("text"), DateTime.UtcNow.AddMinutes(-5));
    }

    public static TheoryData<string> Operands =>
    [
        "texthash:DIR/text", "regexp:DIR/rules", "pcre:DIR/rules", "cidr:DIR/nets", "static:all", "inline:{joe=1, jane={two words}}", "unionmap:{inline:{joe=1},static:all}",
        "pipemap:{inline:{joe=jane},texthash:DIR/text}", "randmap:{same}", "environ:", "unix:passwd.byname", "fail:x", "hash:DIR/text",
    ];

    public void Dispose() => _folder.Dispose();

    [PeerTheory("postmap")]
    [MemberData(nameof(Operands))]
    public void A_table_answers_as_postmap_does(string operand)
    {
        if (operand.StartsWith("pcre", StringComparison.Ordinal)) PeerTools.SkipWithoutTypes("pcre");
        var table = operand.Replace("DIR", _folder.Path, StringComparison.Ordinal);
        foreach (var key in new[] { "joe", "joey", "jane", "box", "192.0.2.7", "root" })
        {
            var theirs = Tool.Run("postmap", ["-c", _folder.Path, "-q", key, table], null, PreloadedSleep.Variables);
            var run = CommandRun.Of("query", "-c", _folder.Path, key, table);
            Assert.Equal(theirs.Output, run.Output);

            // postmap has 1 for "not found" and for an error.
            Assert.Equal(theirs.Error.Contains("fatal", StringComparison.Ordinal) ? 2 : theirs.ExitCode, run.Status);
        }

        var keys = "joe\njane\n192.0.2.7\n"u8.ToArray();
        Assert.Equal(Tool.Run("postmap", ["-c", _folder.Path, "-q", "-", table], keys, PreloadedSleep.Variables).Output, CommandRun.With(keys, "query", "-c", _folder.Path, "-", table).Output);
    }

    [Fact]
    public void Maps_and_other_tables_are_asked_in_order()
    {
        var run = CommandRun.With("joe\nbox\n"u8.ToArray(), "query", "-", "hash:" + _folder.File("text"), "regexp:" + _folder.File("rules"));
        Assert.Equal("joe\tone\n", run.Output.Replace("box\t", "x", StringComparison.Ordinal));
        run = CommandRun.With("joe\nbee\n"u8.ToArray(), "query", "--json", "-", "hash:" + _folder.File("text"), "regexp:" + _folder.File("rules"));
        Assert.Equal("{\"kind\":\"answer\",\"key\":\"joe\",\"value\":\"one\"}\n{\"kind\":\"answer\",\"key\":\"bee\",\"value\":\"no x\"}\n", run.Output);
    }

    [Fact]
    public void A_type_that_exists_nowhere_is_refused() =>
        Assert.Contains("is not one that mapkit builds or reads", CommandRun.Of("query", "joe", "nosuch:x").Error, StringComparison.Ordinal);
}
