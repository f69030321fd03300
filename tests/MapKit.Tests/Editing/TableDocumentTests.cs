using System.Text;
using MapKit.Editing;

namespace MapKit.Tests.Editing;

/// <summary>Edits of postmap sources, whole sources compared.</summary>
public class TableDocumentTests
{
    [Theory]
    [InlineData("k v\n", "k new\n")]
    [InlineData("# c\nk \t v \n\n# d\nl w\n", "# c\nk \t new \n\n# d\nl w\n")]
    [InlineData("a b\r\nk v\r\n", "a b\r\nk new\r\n")]
    [InlineData("k v", "k new")]
    [InlineData("K v\n", "K new\n")]
    [InlineData("k v\nk w\n", "k new\nk w\n")]
    [InlineData("k v # c\n", "k new\n")]
    public void Setting_a_key_changes_its_value_alone(string before, string after) => Check(before, "k", "new", after);

    [Theory]
    [InlineData("k v1,\n  v2,\n# c\n\n\tv3\nl w\n", "k new\n# c\n\nl w\n")]
    [InlineData("k\n    v\nl w\n", "k\n    new\nl w\n")]
    [InlineData("k\n# c\n    v1\n# d\n  v2\n", "k\n# c\n    new\n# d\n")]
    [InlineData("k v1\r\n  v2\r\nl w\r\n", "k new\r\nl w\r\n")]
    [InlineData("k v1 \n v2", "k new ")]
    [InlineData("\"k\n l\"\n v\n w\nx y\n", "\"k\n l\"\n new\nx y\n")]
    public void Further_lines_of_an_old_value_go_and_comments_between_them_stay(string before, string after) =>
        Check(before, before[0] == '"' ? "\"k l\"" : "k", "new", after);

    [Fact]
    public void A_value_that_would_be_a_comment_on_its_own_line_goes_to_the_line_of_the_key() =>
        Check("k\n  v\nl w\n", "k", "#new", "k\t#new\nl w\n");

    [Theory]
    [InlineData("", "k\tv\n")]
    [InlineData("# c\n", "# c\nk\tv\n")]
    [InlineData("# c", "# c\nk\tv")]
    [InlineData("a b", "a b\nk v")]
    [InlineData("a b\r\n", "a b\r\nk v\r\n")]
    [InlineData("a b\r\nc d", "a b\r\nc d\r\nk v")]
    [InlineData("a b\r\nc d\r", "a b\r\nc d\r\nk v\r")]
    [InlineData("a\tb\nlonger\tc\n", "a\tb\nlonger\tc\nk\tv\n")]
    [InlineData("example.com     b\n", "example.com     b\nk               v\n")]
    [InlineData("example.com b\n", "example.com b\nk v\n")]
    [InlineData("ex       b\nexample  c\n", "ex       b\nexample  c\nk        v\n")]
    [InlineData("ex       b\nexample. c\n", "ex       b\nexample. c\nk        v\n")]
    [InlineData("example.com\t\tb\n", "example.com\t\tb\nk\t\t\tv\n")]
    [InlineData("a b\n# c\n\n", "a b\n# c\n\nk v\n")]
    [InlineData("a\n  b\n", "a\n  b\nk\tv\n")]
    [InlineData(" dropped\n", " dropped\nk\tv\n")]
    public void A_new_entry_is_the_last_line_in_the_manner_of_those_before(string before, string after) => Check(before, "k", "v", after);

    [Theory]
    [InlineData("k v\n", "")]
    [InlineData("a b\nk v", "a b")]
    [InlineData("a b\n\nk v", "a b\n\n")]
    [InlineData("# c\nk v\n\n# d\nl w\n", "# c\n\n# d\nl w\n")]
    [InlineData("k v\n# c\n  more\n\n  # d\nl w\n", "# c\n\n  # d\nl w\n")]
    [InlineData("a b\nK v\nl w\n\nk x\n", "a b\nl w\n\n")]
    [InlineData("k v\r\nl w\r\n", "l w\r\n")]
    [InlineData("a b\r\nk v", "a b")]
    [InlineData("a b\r\nk v\r", "a b\r")]
    [InlineData("a b\r\n\r\nk v", "a b\r\n\r\n")]
    public void Removing_a_key_takes_away_all_its_lines_and_no_others(string before, string after)
    {
        var document = Documents.Of(before);
        Assert.NotEqual(0, document.Remove("k"));
        Assert.Equal(after, document.Text());
        Assert.Equal(0, document.Remove("k"));
        Assert.Equal(after, document.Text());
    }

    [Theory]
    [InlineData("k \t v\n  w\n", "new \t v\n  w\n")]
    [InlineData("k\n  v\n", "new\n  v\n")]
    public void Renaming_changes_the_key_alone(string before, string after)
    {
        var document = Documents.Of(before);
        Assert.True(document.Rename("K", "new"));
        Assert.Equal(after, document.Text());
        Assert.False(document.Rename("k", "other"));
    }

    [Fact]
    public void A_key_over_several_lines_is_renamed_on_one()
    {
        var document = Documents.Of("\"a\n b\" c\n# d\n  e\nf g\n");
        Assert.True(document.Rename("\"a b\"", "k"));
        Assert.Equal("k\tc  e\n# d\nf g\n", document.Text());
    }

    [Fact]
    public void A_key_is_not_renamed_where_that_would_change_another_entry()
    {
        var document = Documents.Of("a 1\nb 2\nB 3\n");
        Assert.Equal("duplicate key: line 2 has the new key; remove that entry first", Assert.Throws<TableEditException>(() => document.Rename("a", "B")).Message);
        Assert.Equal("duplicate key: lines 2, 3 have this key; remove all but one", Assert.Throws<TableEditException>(() => document.Rename("b", "c")).Message);
        Assert.Equal("duplicate key: line 1 has this key; use set to change its value", Assert.Throws<TableEditException>(() => document.Add("A"u8, "x"u8)).Message);
        Assert.Equal("a 1\nb 2\nB 3\n", document.Text());
    }

    [Theory]
    [InlineData("k", "a\nb", "the value contains a line feed, which ends a line; write it on one line")]
    [InlineData("k\n", "v", "the key contains a line feed, which ends a line; write it on one line")]
    [InlineData("k", "a\0", "the value contains a NUL byte, at which Postfix stops reading the line; remove it")]
    [InlineData("k", "\u00ff", "the value is not UTF-8, and Postfix ignores such a line; write it in UTF-8, or turn UTF-8 mode off")]
    [InlineData("k", "", "the value is empty, and Postfix ignores a line without a value; give a value (\"\" for an empty alias), or remove the entry")]
    [InlineData("k", " v", "the value begins or ends with whitespace, which Postfix drops; remove it")]
    [InlineData("k", "v\r", "the value begins or ends with whitespace, which Postfix drops; remove it")]
    [InlineData("", "v", "the key is empty; give a key")]
    [InlineData("#k", "v", "the key begins with #, as a comment does; write a local part with such characters in quotes, as Postfix looks it up: \"a b\"@example.com")]
    [InlineData(" k", "v", "the key begins with whitespace; write a local part with such characters in quotes, as Postfix looks it up: \"a b\"@example.com")]
    [InlineData("a b", "v", "the key has whitespace outside quotes; write a local part with such characters in quotes, as Postfix looks it up: \"a b\"@example.com")]
    [InlineData("\"a", "v", "a quote in the key is never closed; write a local part with such characters in quotes, as Postfix looks it up: \"a b\"@example.com")]
    [InlineData("a\\", "v", "the key ends in a backslash; write a local part with such characters in quotes, as Postfix looks it up: \"a b\"@example.com")]
    public void What_a_line_cannot_hold_is_refused(string key, string value, string message)
    {
        var document = Documents.Of("a b\n");
        Assert.Equal(message, Assert.Throws<TableEditException>(() => document.Set(key, value)).Message);
        Assert.Equal("a b\n", document.Text());
    }

    [Fact]
    public void Keys_are_found_as_postmap_folds_them()
    {
        var document = Documents.Of(Encoding.Latin1.GetString("stra\u00dfe v\n"u8));
        Assert.Equal("v"u8, document.Find("STRASSE"u8)!.Value.Span);
        Assert.Null(document.Find("strase"u8));
    }

    [Fact]
    public void A_byte_order_mark_stays_and_is_part_of_the_first_key()
    {
        var document = Documents.Of("\u00EF\u00BB\u00BFk v\nl w\n");
        Assert.Equal(SetOutcome.Added, document.Set("k", "x"));
        Assert.Equal("\u00EF\u00BB\u00BFk v\nl w\nk x\n", document.Text());
    }

    [Fact]
    public void Text_that_a_nul_hides_stays()
    {
        Check("k v\0 hidden\n more\nl w\n", "k", "new", "k new\0 hidden\n more\nl w\n");
    }

    [Fact]
    public void The_lines_of_entries_are_those_of_the_source()
    {
        var document = Documents.Of("# c\n\na b\n  c\n# d\nnone\ne f\n");
        Assert.Equal([3, 7], document.Entries.Select(entry => entry.Line));
        Assert.Equal("b  c"u8, document.Entries[0].Value.Span);
    }

    [Fact]
    public void Ten_thousand_continuation_lines_are_one_value()
    {
        var document = Documents.Of("k v\n" + string.Concat(Enumerable.Repeat("  more\n# c\n", 10_000)) + "l w\n");
        Assert.Equal(SetOutcome.Changed, document.Set("k", "new"));
        Assert.Equal("k new\n" + string.Concat(Enumerable.Repeat("# c\n", 10_000)) + "l w\n", document.Text());
    }

    [Fact]
    public void Of_ten_thousand_commented_entries_only_the_line_asked_for_changes()
    {
        var lines = Enumerable.Range(0, 10_000).SelectMany(number => new[] { $"# customer {number}", $"d{number}.example.com\tsmtp:[r{number}.example.net]", "" }).ToArray();
        var document = Documents.Of(string.Join('\n', lines) + "\n");
        document.Set("d5000.example.com", "local:");
        document.Remove("d7000.example.com");
        document.Set("new.example.com", "lmtp:unix:/run/x");
        string[] expected = [.. lines[..15_001], "d5000.example.com\tlocal:", .. lines[15_002..21_001], .. lines[21_002..], "new.example.com\tlmtp:unix:/run/x", ""];
        Assert.Equal(expected, document.Text().Split('\n'));
    }

    private static void Check(string before, string key, string value, string after)
    {
        var document = Documents.Of(before);
        Assert.NotEqual(SetOutcome.Unchanged, document.Set(key, value));
        Assert.Equal(after, document.Text());
        Assert.Equal(SetOutcome.Unchanged, document.Set(key, value));
        Assert.Equal(after, document.Text());
    }
}
