using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>Names of files are bytes: also those that are not UTF-8, and those that are as long as a name can be.</summary>
public sealed class FileNameTests : IDisposable
{
    private const string Table = "a.example.com smtp:[relay.example.net]\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("sh", "od")]
    [InlineData("$M compile hash:$F", "tr\xffx tr\xffx.db")]
    [InlineData("$M compile lmdb:$F && $M dump lmdb:$F && $M query a.example.com lmdb:$F", "tr\xffx tr\xffx.lmdb")]
    [InlineData("$M compile -t cdb -o $F.out $F && $M verify --source $F $F.out", "tr\xffx tr\xffx.out")]
    [InlineData("$M postmap btree:$F && echo 'x y' | $M postmap -i btree:$F && $M postmap -d x btree:$F && $M postmap -q a.example.com btree:$F && $M postmap -s btree:$F", "tr\xffx tr\xffx.db")]
    [InlineData("$M set $F key.example.com value: && $M unset $F key.example.com && $M fmt $F", "tr\xffx")]
    [InlineData("$M compile hash:$F && $M convert $F.db lmdb:$F && $M diff $F.db $F.lmdb", "tr\xffx tr\xffx.db tr\xffx.lmdb")]
    [InlineData("$M compile hash:$F && $M verify --salvage $F.saved $F.db && $M info $F.db", "tr\xffx tr\xffx.db tr\xffx.saved")]
    [InlineData("$M lint $F", "tr\xffx")]
    [InlineData("mkdir $F.d && mv $F $F.d/t && cd $F.d && $M compile hash:t && cd .. && $M compile hash:$F.d/t && mv $F.d/t $F && mv $F.d/t.db $F.db && rmdir $F.d", "tr\xffx tr\xffx.db")]
    public void A_name_that_is_not_UTF_8_stays_what_it_is(string commands, string names)
    {
        var folder = _folder.File("f");
        Directory.CreateDirectory(folder);
        var script = $"""
            cd '{folder}'; F=$(printf 'tr\377x'); M='{string.Join(' ', MapKitCommand.Line)}'; printf '{Table.Replace("\n", "\\n", StringComparison.Ordinal)}' > "$F"; export MAIL_CONFIG='{PostfixConfiguration.Write(_folder.File("etc"))}'
            {commands} || exit 1
            printf 'names:'; for name in *; do printf ' %s' "$name"; done; rm -rf ./*
            """;
        var run = Tool.Run("sh", ["-c", script], null, new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" });
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.EndsWith("names: " + names, run.Output, StringComparison.Ordinal);
    }

    [PeerFact("sh")]
    public void A_message_has_the_name_as_it_is()
    {
        var script = $"cd '{_folder.Path}'; F=$(printf 'no\\377ne'); {string.Join(' ', MapKitCommand.Line)} compile \"hash:$F\"";
        var run = Tool.Run("sh", ["-c", script], null, new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" });
        Assert.Equal((2, "mapkit: error: no\xffne: no such file\n"), (run.ExitCode, System.Text.Encoding.Latin1.GetString(run.ErrorBytes)));
    }

    [Theory]
    [InlineData("hash", ".db", 255)]
    [InlineData("btree", ".db", 240)]
    [InlineData("lmdb", ".lmdb", 255)]
    [InlineData("cdb", ".cdb", 255)]
    [InlineData("hash", ".db", 231)]
    public void A_name_may_be_as_long_as_a_name_can_be(string type, string suffix, int length)
    {
        var name = new string('n', length - suffix.Length - 1) + "1";
        var source = _folder.Write(name, Table);
        var other = _folder.Write(name[..^1] + "2", Table);
        foreach (var path in new[] { source, other, source })
        {
            Assert.Equal(0, CommandRun.Of("compile", $"{type}:{path}").Status);
            Assert.Equal("smtp:[relay.example.net]\n", CommandRun.Of("query", "a.example.com", $"{type}:{path}").Output);
            Assert.Equal(0, CommandRun.Of("set", path, "b.example.com", "smtp:").Status);
        }

        Assert.Equal(0, CommandRun.Of("compile", $"{type}:{source}").Status);
        Assert.Equal([name, name + suffix, name[..^1] + "2", name[..^1] + "2" + suffix], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
