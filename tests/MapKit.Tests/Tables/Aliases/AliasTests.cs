using System.Text;
using CsCheck;
using MapKit.Tables.Aliases;

namespace MapKit.Tests.Tables.Aliases;

public class AliasTests
{
    [Theory]
    [InlineData("jdoe", "Address jdoe 0+4")]
    [InlineData("a, b@example.com", "Address a 0+1\nAddress b@example.com 3+13")]
    [InlineData("\"|/bin/sh -c 'x y'\"", "Command /bin/sh -c 'x y' 0+19")]
    [InlineData("|\"/bin/sh -c x\"", "Command /bin/sh -c x 0+15")]
    [InlineData("|/usr/bin/filter", "Command /usr/bin/filter 0+16")]
    [InlineData("/var/mail/joe", "File /var/mail/joe 0+13")]
    [InlineData("\"/path/with space/\"", "File /path/with space/ 0+19")]
    [InlineData(":include:/etc/list", "Include /etc/list 0+18")]
    [InlineData("\":Include:/etc/my list\", joe", "Include /etc/my list 0+23\nAddress joe 25+3")]
    [InlineData("John Doe <joe@example.com>", "Address joe@example.com 10+15")]
    [InlineData("\"Doe, John\" <joe@example.com>", "Address joe@example.com 13+15")]
    [InlineData("joe (a (nested) comment), jane", "Address joe 0+3\nAddress jane 26+4")]
    [InlineData("friends:a, b;", "Address a 8+1\nAddress b 11+1")]
    [InlineData("joe@[1.2.3.4]", "Address joe@[1.2.3.4] 0+13")]
    [InlineData("<@a, @b:joe@c>", "Address @a,@b:joe@c 1+12")]
    [InlineData("\"first..last\"@x.example", "Address first..last@x.example 0+23")]
    [InlineData("\"a b\"", "Address a b 0+5")]
    [InlineData("a!b%c", "Address a!b%c 0+5")]
    [InlineData("a;b", "Address a 0+1\nAddress b 2+1")]
    [InlineData("\"abc", "Address abc 0+4")]
    [InlineData("joe (abc", "Address joe 0+3")]
    [InlineData("\"\"", "Address  0+2")]
    [InlineData("abc\\", "Address abc 0+4")]
    public void Destinations_are_what_Postfix_delivers_to(string value, string expected)
    {
        var parsed = AliasValue.Parse(value);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(expected, ShownDestinations(parsed.Value!));
    }

    [Theory]
    [InlineData("|/usr/bin/filter -a joe", "MK2401 0+23: the command is not in quotes; Postfix runs \"/usr/bin/filter\" without arguments and reads each further word as an address [put all of it into quotes: \"|command arguments\"]")]
    [InlineData("jane, |/usr/bin/filter -a, jim", "MK2401 6+19: the command is not in quotes; Postfix runs \"/usr/bin/filter\" without arguments and reads each further word as an address [put all of it into quotes: \"|command arguments\"]")]
    [InlineData("/path/with space/x", "MK2402 0+18: a file name with spaces is not in quotes; Postfix reads \"/path/with\" as the file and each further word as an address [put all of it into quotes, or write commas between destinations]")]
    [InlineData(":include:/etc/my list", "MK2403 0+21: a file name with spaces is not in quotes; Postfix includes \"/etc/my\" and reads each further word as an address [put all of it into quotes: \":include:/path with spaces\"]")]
    [InlineData("a,, b", "MK2404 2+1: a comma without a destination beside it; Postfix skips it [remove the comma, or write the destination that is missing]")]
    [InlineData("a, ", "MK2404 1+1: a comma without a destination beside it; Postfix skips it [remove the comma, or write the destination that is missing]")]
    [InlineData(", a", "MK2404 0+1: a comma without a destination beside it; Postfix skips it [remove the comma, or write the destination that is missing]")]
    [InlineData("(nobody yet)", "MK2405 0+12: there is no destination; Postfix cannot deliver and defers the mail [write an address, a command, a file or an :include:; /dev/null drops the mail]")]
    [InlineData("<>", "MK2405 0+2: there is no destination; Postfix cannot deliver and defers the mail [write an address, a command, a file or an :include:; /dev/null drops the mail]")]
    [InlineData("\"|\"", "MK2406 0+3: there is no command after the |; Postfix has nothing to run [write \"|/path/to/command arguments\"]")]
    [InlineData(":include:lists/all", "MK2407 0+18: the file of an :include: needs an absolute path; Postfix rejects it and bounces the mail [write :include:/path/to/file]")]
    [InlineData("~/Mailbox", "MK2408 0+9: ~/ works only in a map that does not belong to root; otherwise Postfix bounces the mail [write the whole path]")]
    [InlineData("~joe/Mailbox", "MK2408 0+12: Postfix does not expand ~joe/Mailbox, the home of a named user, and bounces the mail [write the whole path]")]
    [InlineData("John Doe", "MK2409 5+3: there is no comma between \"John\" and \"Doe\"; Postfix reads them as two addresses [write the comma, or put what belongs together into quotes]")]
    [InlineData("joe (c) jane", "MK2409 8+4: there is no comma between \"joe\" and \"jane\"; Postfix reads them as two addresses [write the comma, or put what belongs together into quotes]")]
    [InlineData("joe@@example.com", "MK2004 0+16: \"joe@@example.com\" is not an address; Postfix bounces the mail [write user or user@domain; put a local part with spaces or special characters in quotes]")]
    [InlineData("include:/etc/list", "MK2004 0+17: \"include:/etc/list\" is not an address; Postfix bounces the mail [the mark is :include: with a colon before it]")]
    [InlineData("joe |/usr/bin/filter", "MK2004 0+20: \"joe|/usr/bin/filter\" is not an address; Postfix bounces the mail [write user or user@domain; put a local part with spaces or special characters in quotes]")]
    [InlineData("joe # his private address", "MK2005 4+21: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    public void A_wrong_value_is_explained(string value, string expected)
    {
        Assert.Equal(expected, Shown.Problems(AliasValue.Parse(value).Problems));
        Assert.False(AliasValue.IsCommon(Encoding.Latin1.GetBytes(value)));
    }

    [Fact]
    public void The_words_that_a_command_loses_are_destinations_as_they_are_for_Postfix() =>
        Assert.Equal(
            "Command /usr/bin/filter 0+16\nAddress -a 17+2\nAddress joe 20+3\nAddress jane 25+4",
            ShownDestinations(AliasValue.Parse("|/usr/bin/filter -a joe, jane").Value!));

    [Theory]
    [InlineData("root", "root")]
    [InlineData("\"john doe\"", "john doe")]
    [InlineData("\"a(b)\"", "a(b)")]
    [InlineData("\"\"", "")]
    [InlineData("key two", "key two")]
    public void A_name_is_a_local_part(string key, string name)
    {
        var parsed = AliasKey.Parse(key);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(name, parsed.Value);
    }

    [Theory]
    [InlineData("joe (Joe Doe)", "MK2410 key 4+9: the comment becomes part of the name \"joe (Joe Doe)\"; Postfix finds it for no recipient [put the comment on a separate line]")]
    [InlineData("*", "MK2001 key 0+1: a * in a key stands for itself; Postfix never finds the entry [luser_relay in main.cf gets the mail of unknown local users]")]
    public void A_name_that_matches_nothing_is_explained(string key, string expected)
    {
        var parsed = AliasKey.Parse(key);
        Assert.Equal(expected, Shown.Problems(parsed.Problems));
        Assert.Null(parsed.Value);
        Assert.False(AliasKey.IsCommon(Encoding.Latin1.GetBytes(key)));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void What_the_recogniser_takes_the_grammar_takes() =>
        NearTexts.Of(
                "joe, jane@example.com", "\"|/usr/bin/filter -a joe\", bob", "/var/mail/joe", ":include:/etc/list, a", "\"/a b\"", "a.b+c@d-e.example,x",
                "|/usr/bin/x", "John <j@example.com>", "friends:a, b;", "joe@192.0.2.1")
            .Sample(text =>
            {
                var bytes = Encoding.Latin1.GetBytes(text);
                if (AliasValue.IsCommon(bytes)) Assert.Equal("", Shown.Problems(AliasValue.Parse(text).Problems));
                if (AliasKey.IsCommon(bytes)) Assert.Equal("", Shown.Problems(AliasKey.Parse(text).Problems));
            }, iter: 20_000);

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Findings_and_destinations_lie_inside_the_value() =>
        NearTexts.Of("joe, jane@example.com", "\"|/usr/bin/filter -a joe\", bob", "|/bin/x a <b> c", "g: a, b; (c), d <e@f>", "<@a,@b:c@d>, , \"x").Sample(text =>
        {
            var parsed = AliasValue.Parse(text);
            Assert.All(parsed.Problems, problem => Assert.True(problem.Start >= 0 && problem.Start + problem.Length <= text.Length));
            Assert.All(parsed.Value ?? [], item => Assert.True(item.Start >= 0 && item.Length > 0 && item.Start + item.Length <= text.Length));
        }, iter: 20_000);

    [Fact]
    public void An_entry_has_both_parts_or_is_none()
    {
        var entry = AliasEntry.FromLatin1("root", "joe", out var problems);
        Assert.Empty(problems);
        Assert.Equal("joe", entry!.Destinations[0].Address!.LocalPart);
        Assert.Null(AliasEntry.FromLatin1("root", "<>", out problems));
        Assert.Equal("MK2405", Assert.Single(problems).Rule.Code);
    }

    private static string ShownDestinations(IReadOnlyList<AliasDestination> destinations) =>
        string.Join('\n', destinations.Select(item => $"{item.Kind} {item.Text} {item.Start}+{item.Length}"));
}
