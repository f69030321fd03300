using MapKit.Entries;
using MapKit.Tables;

namespace MapKit.Tests.Tables;

public class TableFormatTests
{
    [Theory]
    [InlineData("/etc/postfix/transport", "transport")]
    [InlineData("transport.local", "transport")]
    [InlineData("/srv/generic_maps", "generic")]
    [InlineData("/etc/postfix/sasl_passwd", "sasl_passwd")]
    [InlineData("/etc/aliases", "aliases")]
    [InlineData("/etc/aliases.d/local", "plain")]
    [InlineData("/etc/postfix/virtual", "plain")]
    [InlineData("my_transport", "plain")]
    [InlineData("", "plain")]
    public void The_last_part_of_a_path_says_the_format(string path, string format) => Assert.Equal(format, TableFormat.ForFileName(path).Name);

    [Fact]
    public void Every_format_is_found_by_its_name()
    {
        Assert.Equal(["plain", "transport", "generic", "sasl_passwd", "aliases"], TableFormat.All.Select(format => format.Name));
        Assert.All(TableFormat.All, format => Assert.Same(format, TableFormat.ByName(format.Name)));
        Assert.Null(TableFormat.ByName("virtual"));
    }

    [Fact]
    public void Only_aliases_have_their_own_syntax_and_only_sasl_passwd_is_secret()
    {
        Assert.Equal([TableFormat.Aliases], TableFormat.All.Where(format => format.Syntax == SourceSyntax.Aliases));
        Assert.Equal([TableFormat.SaslPasswd], TableFormat.All.Where(format => format.IsSecret));
    }

    [Fact]
    public void Findings_say_whether_they_are_in_the_key_or_in_the_value()
    {
        var problems = TableFormat.Transport.Check("@example.com", "smtp:[mail.example.com:25");
        Assert.Equal([("MK2003", true), ("MK2102", false)], problems.Select(problem => (problem.Rule.Code, problem.InKey)));
    }

    [Fact]
    public void A_plain_table_is_never_wrong()
    {
        Assert.True(TableFormat.Plain.IsCommon("\"["u8, ":::"u8));
        Assert.Empty(TableFormat.Plain.Check("\"[", ":::"));
    }

    [Theory]
    [InlineData("transport", "joe@example.com", "smtp:[mail.example.com]:587")]
    [InlineData("transport", ".example.com", "relay:mail.example.com")]
    [InlineData("transport", "*", "error:5.7.1 closed")]
    [InlineData("transport", "example.com", ":[192.0.2.1]")]
    [InlineData("generic", "root", "joe@example.com")]
    [InlineData("generic", "@example.org", "@example.com")]
    [InlineData("sasl_passwd", "[mail.example.com]:587", "joe@example.com:pass:word")]
    [InlineData("sasl_passwd", "joe@example.com", "joe:password")]
    [InlineData("aliases", "root", "joe, jane@example.com")]
    [InlineData("aliases", "filter", "\"|/usr/bin/filter -a joe\"")]
    [InlineData("aliases", "all", ":include:/etc/mail/all")]
    [InlineData("aliases", "log", "/var/mail/log")]
    public void Ordinary_entries_are_recognised_without_allocating(string format, string key, string value)
    {
        var row = TableFormat.ByName(format)!;
        byte[] keyBytes = [.. key.Select(character => (byte)character)];
        byte[] valueBytes = [.. value.Select(character => (byte)character)];
        Assert.True(row.IsCommon(keyBytes, valueBytes));

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++) row.IsCommon(keyBytes, valueBytes);
        }));
    }
}
