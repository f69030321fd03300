using MapKit.Entries;

namespace MapKit.Tests.Editing;

/// <summary>What <c>fmt</c> makes of sources.</summary>
public class ColumnLayoutTests
{
    [Theory]
    [InlineData("a   b\nexample.com\t\tc\n", "a           b\nexample.com c\n")]
    [InlineData("a b\n\nlonger c\n", "a b\n\nlonger c\n")]
    [InlineData("a b\n \t\nlonger c\n", "a b\n \t\nlonger c\n")]
    [InlineData("a b\n# x  \n  # y\nlonger c\n", "a      b\n# x  \n  # y\nlonger c\n")]
    [InlineData("a  b \n", "a b\n")]
    [InlineData("a  b \r\nc d\r\n", "a b\r\nc d\r\n")]
    [InlineData("a  b", "a b\n")]
    [InlineData("a  b\r\nc  d", "a b\r\nc d\r\n")]
    [InlineData("a  b\r\nc  d\r", "a b\r\nc d\r\n")]
    [InlineData("# c", "# c\n")]
    [InlineData("", "")]
    [InlineData("a   b  \n   c  \nlonger d\n", "a      b  \n   c\nlonger d\n")]
    [InlineData("a\n   b\nlonger   d\n", "a\n   b\nlonger d\n")]
    [InlineData("a   b\0 c \n", "a b\0 c \n")]
    [InlineData("\u00c3\u00a9  b\nxy  c\n", "\u00c3\u00a9  b\nxy c\n")]
    [InlineData("\u00e6\u0097\u00a5  b\nx  c\n", "\u00e6\u0097\u00a5 b\nx  c\n")]
    [InlineData("e\u00cc\u0081  b\nxy  c\n", "e\u00cc\u0081  b\nxy c\n")]
    [InlineData(" dropped\nnone\na   b\n", " dropped\nnone\na b\n")]
    public void Values_begin_one_space_after_the_longest_key_of_their_block(string before, string after) => Check(before, after, SourceSyntax.Postmap);

    [Theory]
    [InlineData("root:me\npostmaster :  root\n", "root:       me\npostmaster: root\n")]
    [InlineData("a:  \"b  \n", "a: \"b  \n")]
    [InlineData("a b:  c\n", "a b: c\n")]
    [InlineData("a: b\r\nc:  \"d", "a: b\r\nc: \"d\n")]
    [InlineData("a: b\r\nc:  d", "a: b\r\nc: d\r\n")]
    public void The_colon_of_an_alias_stays_with_its_name(string before, string after) => Check(before, after, SourceSyntax.Aliases);

    [Fact]
    public void A_very_long_key_is_not_used_for_alignment()
    {
        var key = new string('k', 61);
        Check($"{key}   v\na   b\n", $"{key} v\na b\n", SourceSyntax.Postmap);
        key = new string('k', 60);
        Check($"{key}   v\na   b\n", $"{key} v\na{new string(' ', 60)}b\n", SourceSyntax.Postmap);
    }

    private static void Check(string before, string after, SourceSyntax syntax)
    {
        var document = Documents.Of(before, syntax);
        Assert.Equal(before != after, document.AlignColumns());
        Assert.Equal(after, document.Text());
        Assert.False(document.AlignColumns());
    }
}
