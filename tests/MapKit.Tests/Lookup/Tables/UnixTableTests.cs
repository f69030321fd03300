using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Tables;

public class UnixTableTests
{
    [PeerTheory("getent")]
    [InlineData("passwd")]
    [InlineData("group")]
    public void Accounts_are_those_of_the_system(string database)
    {
        var lines = Tool.Run("getent", database).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        foreach (var line in lines) Assert.Equal(line, AskTable.Find($"unix:{database}.byname", line[..line.IndexOf(':', StringComparison.Ordinal)]));
    }

    [PeerFact("getent")]
    public void Names_are_folded()
    {
        Assert.StartsWith("root:", AskTable.Find("unix:passwd.byname", "ROOT"), StringComparison.Ordinal);
        Assert.Null(AskTable.Find("unix:passwd.byname", "ROOT", AskTable.Options() with { Folding = KeyFolding.None }));
        Assert.Null(AskTable.Find("unix:passwd.byname", "no such user"));
        Assert.Null(AskTable.Find("unix:group.byname", ""));
    }

    [Fact]
    public void Other_names_are_refused() => Assert.Equal("unknown table: unix:shadow.byname", AskTable.Refusal("unix:shadow.byname"));
}
