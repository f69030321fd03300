using MapKit.Lookup;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup;

public class NameListTests
{
    [Theory]
    [InlineData("a.example, b.example", "B.Example", true)]
    [InlineData("a.example b.example", "x.b.example", false)]
    [InlineData("!a.example, a.example", "a.example", false)]
    [InlineData("inline:{a.example=x}", "A.example", true)]
    [InlineData("inline:{a.example=x}", "x.a.example", false)]
    [InlineData("[192.0.2.1] a", "[192.0.2.1]", true)]
    [InlineData("", "a", false)]
    public void A_name_is_in_a_list_of_names(string list, string name, bool isThere) => Assert.Equal(isThere, Contains(list, NameMatching.Exact, name));

    [Theory]
    [InlineData("example.com", "sub.example.com", true, false)]
    [InlineData(".example.com", "sub.example.com", false, true)]
    [InlineData(".example.com", "example.com", false, false)]
    [InlineData("inline:{example.com=x}", "a.b.example.com", true, false)]
    [InlineData("inline:{.example.com=x}", "a.b.example.com", false, true)]
    [InlineData("example.com", "badexample.com", false, false)]
    public void A_domain_matches_subdomains_according_to_the_parameter(string list, string name, bool plain, bool dotted)
    {
        Assert.Equal(plain, Contains(list, NameMatching.WithSubdomains, name));
        Assert.Equal(dotted, Contains(list, NameMatching.WithDotForSubdomains, name));
    }

    [Fact]
    public void The_lines_of_a_file_are_part_of_the_list()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("domains", "# ours\na.example,\n  b.example\n!c.example\n");
        Assert.True(Contains($"x.example {file}", NameMatching.Exact, "b.example"));
        Assert.False(Contains($"!{file}, a.example", NameMatching.Exact, "a.example"));
        Assert.True(Contains($"!{file}", NameMatching.Exact, "c.example"));
    }

    private static bool Contains(string list, NameMatching matching, string name)
    {
        using var names = new NameList(list, matching, specification => LookupTypes.Open(specification, AskTable.Options()));
        return names.Contains(name);
    }
}
