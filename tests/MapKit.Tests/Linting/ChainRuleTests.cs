using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>What the entries of one table together show: whole messages, and what looks alike and is no mistake.</summary>
public class ChainRuleTests
{
    [Theory]
    [InlineData("generic", "a@x.example b@x.example\nB@x.example c@x.example\n", "1:13: warning MK2801: b@x.example also has an entry, with c@x.example; Postfix looks up each address in a generic table once and keeps b@x.example")]
    [InlineData("generic", "@x.example b@y.example\nb@y.example c@y.example\n", "1:12: warning MK2801: b@y.example also has an entry, with c@y.example; Postfix looks up each address in a generic table once and keeps b@y.example")]
    [InlineData("generic", "@x.example @y.example\n@Y.example @z.example\n", "1:12: warning MK2801: @y.example also has an entry, with @z.example; Postfix looks up each address in a generic table once and keeps @y.example")]
    [InlineData("canonical", "a@x.example b@x.example\nb@x.example A@x.example\n", "2:13: error MK2802: address loop: a@x.example -> b@x.example -> a@x.example; Postfix stops after 10 lookups with a warning and uses the address reached")]
    [InlineData("canonical", "@a.example @b.example\n@b.example @a.example\n", "2:12: error MK2802: address loop: @a.example -> @b.example -> @a.example; Postfix stops after 10 lookups with a warning and uses the address reached")]
    [InlineData("canonical", "a b\nb a\n", "2:3: error MK2802: address loop: a -> b -> a; Postfix stops after 10 lookups with a warning and uses the address reached")]
    [InlineData("canonical", "joe@b.example joe@a.example\n@a.example @b.example\n", "2:12: error MK2802: address loop: joe@b.example -> joe@a.example -> joe@b.example; Postfix stops after 10 lookups with a warning and uses the address reached")]
    [InlineData("virtual", "a@x.example z@x.example, b@x.example\nb@x.example a@x.example\n", "2:13: error MK2802: address loop: a@x.example -> b@x.example -> a@x.example; Postfix gives up with \"unreasonable virtual_alias_maps map\" and defers the mail")]
    [InlineData("aliases", "joe: jane\njane: Joe, root\n", "2:7: error MK2804: alias loop: joe -> jane -> joe; Postfix gives up with \"alias database loop\" and bounces the mail")]
    [InlineData("aliases", "joe: jane\njane: \\joe\n", "2:7: error MK2804: alias loop: joe -> jane -> joe; Postfix gives up with \"alias database loop\" and bounces the mail")]
    [InlineData("aliases", "owner-news: joe\n", "1:1: info MK2806: owner-news is the owner of a list news, which has no alias in this file; Postfix uses it as an ordinary alias")]
    public void A_mistake_is_reported(string format, string text, string finding) =>
        Assert.Equal([finding], Linted.Findings(text, format).Where(line => !line.Contains("MK1017", StringComparison.Ordinal)));

    [Theory]
    [InlineData("generic", "a@x.example b@x.example\nb@x.example a@x.example\n")] // exchanged
    [InlineData("generic", "@x.example b@x.example\nb@x.example b@x.example\n")]
    [InlineData("generic", "@x.example @y.example\n@y.example @x.example\n")]
    [InlineData("generic", "joe@x.example joe.doe@x.example\n@x.example noreply@x.example\n")] // the others, not joe
    [InlineData("canonical", "@x.example @y.example\njoe@x.example joe@x.example\n")]
    [InlineData("canonical", "@x.example joe@x.example\n")] // the catch-all finds itself
    [InlineData("canonical", "@a.example @b.example\n@b.example joe@a.example\njoe@a.example joe@a.example\n")]
    [InlineData("canonical", "joe@x.example joe@a.example\n@a.example @b.example\njoe@b.example z@b.example\n@b.example @c.example\n")]
    [InlineData("canonical", "a b\nb a\nb@origin.example b@origin.example\n")] // depends on myorigin
    [InlineData("canonical", "joe@a.example joe@b.example\n@b.example @a.example\njoe joe@c.example\n")] // joe, if b.example is local
    [InlineData("virtual", "a@x.example a@x.example, b@x.example\nb@x.example a@x.example\n")] // the copy at home ends it
    [InlineData("virtual", "x.example anything\na@x.example root\nroot joe@y.example\n")]
    [InlineData("aliases", "joe: joe, joe@example.com\n")]
    [InlineData("aliases", "joe: \\joe, jane\n")]
    [InlineData("aliases", "joe: \"\"\njane: <>, \"\"\n")] // an empty value
    [InlineData("aliases", "joe: jane\njane: \\\\joe\n")] // two backslashes: the user
    [InlineData("aliases", "news: joe\nowner-news: news-request\nnews-request: joe\nowner-owner: postmaster\nowner-news-request: joe\npostmaster: root\n")]
    [InlineData("aliases", "joe: jane@example.com\njane: joe@example.com\n")]
    public void Similar_text_without_a_mistake_has_no_finding(string format, string text) => Assert.DoesNotContain(
        Linted.Findings(text, format),
        line => line.Contains("MK28", StringComparison.Ordinal));

    [Theory]
    [InlineData("canonical", 9, 0)]
    [InlineData("canonical", 10, 1)]
    [InlineData("canonical", 30, 1)]
    [InlineData("virtual", 999, 0)]
    [InlineData("virtual", 1000, 1)]
    [InlineData("virtual", 30_000, 1)]
    public void A_chain_may_have_fewer_entries_than_the_limit(string format, int count, int findings)
    {
        var lines = Enumerable.Range(0, count).Select(number => $"a{number}@x.example a{number + 1}@x.example\n");
        Assert.Equal(findings, Linted.Findings(string.Concat(lines), format).Length);
    }

    [Fact]
    public void A_chain_that_is_too_long_is_reported_at_its_start()
    {
        var lines = Enumerable.Range(0, 12).Select(number => $"a{number}@x.example a{number + 1}@x.example\n");
        Assert.Equal(
            ["3:14: error MK2803: 10 entries follow one another from a2@x.example; Postfix stops there with a warning and uses the address reached"],
            Linted.Findings(string.Concat(lines), "canonical"));
    }

    [PeerFact("postalias")]
    public void Postalias_stores_a_name_without_its_backslash()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.cf", "compatibility_level = 3.6\n");
        File.SetLastWriteTimeUtc(folder.File("main.cf"), DateTime.UtcNow.AddMinutes(-1));
        var aliases = folder.Write("aliases", "jane: \\joe\n");
        Tool.Run("postalias", "-c", folder.Path, $"hash:{aliases}");
        Assert.Equal("joe\n", Tool.Run("postalias", "-c", folder.Path, "-q", "jane", $"hash:{aliases}").Output);
    }

    [Fact]
    public void A_loop_through_many_aliases_needs_no_stack()
    {
        const int count = 100_000;
        var lines = Enumerable.Range(0, count).Select(number => $"a{number}: a{(number + 1) % count}\n");
        Assert.Equal(
            [$"{count}:9: error MK2804: alias loop: a0 -> a1 -> a2 -> a3 -> ... -> a0; Postfix gives up with \"alias database loop\" and bounces the mail"],
            Linted.Findings(string.Concat(lines), "aliases"));
    }

    [Fact]
    public void A_missing_included_file_is_reported_if_its_folder_exists()
    {
        using var folder = new TemporaryFolder();
        var there = folder.Write("there", "joe\n"u8.ToArray());
        Assert.Equal(
            [$"2:4: warning MK2805: the file \"{there}x\" does not exist; Postfix cannot read the list and bounces the mail"],
            Linted.Findings($"a: :include:{there}\nb: :include:{there}x\nc: :include:/no/such/folder/x\n", "aliases"));
    }
}
