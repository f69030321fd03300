using MapKit.Editing;
using MapKit.Entries;

namespace MapKit.Tests.Editing;

/// <summary>Edits of alias sources, whole sources compared.</summary>
public class AliasDocumentTests
{
    [Theory]
    [InlineData("root: me\n", "root", "a,b", "root: a,b\n")]
    [InlineData("Root :\tme, # c\n", "root", "you", "Root :\tyou\n")]
    [InlineData("root: a,\n\tb,\n# c\n\tc\nx: y\n", "root", "me", "root: me\n# c\nx: y\n")]
    [InlineData("root:\n\ta\n", "root", "me", "root:\n\tme\n")]
    [InlineData("\"a b\": x\n", "a b", "y", "\"a b\": y\n")]
    [InlineData("\"a b\": x\n", "\"a b\"", "y", "\"a b\": y\n")]
    [InlineData("cmd: \"|x y  \n", "cmd", "z", "cmd: z\n")]
    [InlineData("", "root", "me", "root: me\n")]
    [InlineData("postmaster:   root\n", "abuse", "root", "postmaster:   root\nabuse:        root\n")]
    [InlineData("postmaster:root\n", "abuse", "root", "postmaster:root\nabuse:root\n")]
    [InlineData("", "#x", "y", "\\#x: y\n")]
    [InlineData("", "a:b", "y", "\"a:b\": y\n")]
    [InlineData("", "\"joe@example.com\"", "y", "\"joe@example.com\": y\n")]
    [InlineData("", "root", "\"\"", "root: \"\"\n")]
    public void Setting_a_name(string before, string key, string value, string after)
    {
        var document = Documents.Of(before, SourceSyntax.Aliases);
        Assert.NotEqual(SetOutcome.Unchanged, document.Set(key, value));
        Assert.Equal(after, document.Text());
        Assert.Equal(SetOutcome.Unchanged, document.Set(key, value));
    }

    [Fact]
    public void A_CR_within_an_open_quote_stays_when_the_line_becomes_the_last()
    {
        var document = Documents.Of("b: \"x\r\nk: v", SourceSyntax.Aliases);
        Assert.Equal(1, document.Remove("k"));
        Assert.Equal("b: \"x\r", document.Text());
        Assert.Equal(SetOutcome.Added, document.Set("k", "v"));
        Assert.Equal("b: \"x\r\nk: v\r", document.Text());
    }

    [Fact]
    public void A_value_that_is_stored_the_same_is_the_same()
    {
        var document = Documents.Of("root: a,b\n", SourceSyntax.Aliases);
        Assert.Equal(SetOutcome.Unchanged, document.Set("root", "a ,  b"));
        Assert.Equal("root: a,b\n", document.Text());
    }

    [Theory]
    [InlineData("joe@example.com", "x", "an alias name has no domain; write the name alone, or put the address into a virtual table")]
    [InlineData("a,b", "", "the value is empty, and Postfix ignores a line without a value; give a value (\"\" for an empty alias), or remove the entry")]
    [InlineData("a", " ", "the value is only whitespace, and Postfix ignores a line without a value; give a value (\"\" for an empty alias), or remove the entry")]
    [InlineData("", "x", "no alias name is stored as this key of 0 bytes; write the name exactly as it is written before the colon, with its quotes")]
    public void What_a_line_cannot_hold_is_refused(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<TableEditException>(() => Documents.Of("", SourceSyntax.Aliases).Set(key, value)).Message);

    [Fact]
    public void A_quote_that_would_swallow_the_line_end_is_refused()
    {
        var document = Documents.Of("a: b\r\n", SourceSyntax.Aliases);
        Assert.Equal(
            "from line 1 on, the edited source would be read differently, so nothing was changed; edit these lines by hand",
            Assert.Throws<TableEditException>(() => document.Set("a", "\"x")).Message);
        Assert.Equal("a: b\r\n", document.Text());
    }

    [Fact]
    public void Removing_a_name_removes_both_its_forms()
    {
        var document = Documents.Of("\"a b\": x\na b: y\nc: z\n", SourceSyntax.Aliases);
        Assert.Equal(2, document.Remove("a b"));
        Assert.Equal("c: z\n", document.Text());
    }

    [Fact]
    public void Renaming_quotes_where_need_be()
    {
        var document = Documents.Of("a : x,\n  y\n", SourceSyntax.Aliases);
        Assert.True(document.Rename("a", "b:c"));
        Assert.Equal("\"b:c\" : x,\n  y\n", document.Text());
    }
}
