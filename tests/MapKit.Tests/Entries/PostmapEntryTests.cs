using MapKit.Diagnostics;
using MapKit.Entries;

namespace MapKit.Tests.Entries;

/// <summary>Every row of docs/formats/postmap-entries.md#one-entry, and the rules for NUL and UTF-8 of docs/formats/source-lines.md#logical-lines.</summary>
public class PostmapEntryTests
{
    [Theory]
    [InlineData("\"quoted key\" value1", "[\"quoted key\"]=[value1]")]
    [InlineData("\"a\\\"b\" v2", "[\"a\\\"b\"]=[v2]")]
    [InlineData("foo\\ bar v4", "[foo\\ bar]=[v4]")]
    [InlineData("ab\"cd ef\"gh v6", "[ab\"cd ef\"gh]=[v6]")]
    [InlineData("\"x y\" z \"w", "[\"x y\"]=[z \"w]")]
    [InlineData("\"\" empty", "[\"\"]=[empty]")]
    [InlineData("k2 a # not comment", "[k2]=[a # not comment]")]
    [InlineData("k \"quoted value\"", "[k]=[\"quoted value\"]")]
    [InlineData("k val\\ue", "[k]=[val\\ue]")]
    [InlineData("k\vv", "[k]=[v]")]
    [InlineData("k\fv  w \t", "[k]=[v  w]")]
    [InlineData("k2 v2\r\n  cont\r\n", "[k2]=[v2\r  cont]")]
    [InlineData("k2 v\0@2 rest", "[k2]=[v]")]
    [InlineData("\u00EF\u00BB\u00BFk1 v", "[\u00EF\u00BB\u00BFk1]=[v]")]
    public void A_valid_line_is_stored(string line, string expected)
    {
        var (entries, diagnostics) = ReadEntries.Of(line, SourceSyntax.Postmap);
        Assert.Equal([expected], entries);
        Assert.All(diagnostics, diagnostic => Assert.Equal(Rules.NulByte, diagnostic.Rule));
    }

    [Theory]
    [InlineData("\"unbal v5", "table, line 1: unbalanced '\"' in '\"unbal v5' -- ignoring this line")]
    [InlineData("nokeyvalue", "table, line 1: expected format: key whitespace value")]
    [InlineData("trail\\", "table, line 1: expected format: key whitespace value")]
    [InlineData("k1\r\n", "table, line 1: expected format: key whitespace value")]
    [InlineData("k \\", null)]
    [InlineData(" \ttext", "table: logical line must not start with whitespace: \" \ttext\"")]
    [InlineData(" 0123456789012345678901234567890123456789", "table: logical line must not start with whitespace: \" 01234567890123456789012345678...\"")]
    [InlineData("k \u00FF", "table, line 1: non-UTF-8 input \"k \u00FF\" -- ignoring this line")]
    public void A_bad_line_is_ignored_with_the_warning_of_postmap(string line, string? warning)
    {
        var (entries, diagnostics) = ReadEntries.Of(line, SourceSyntax.Postmap);
        if (warning is null)
        {
            Assert.Equal(["[k]=[\\]"], entries);
            Assert.Empty(diagnostics);
            return;
        }

        Assert.Empty(entries);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(warning, diagnostic.PostfixText);
        Assert.Equal(Severity.Error, diagnostic.Severity);
    }

    [Theory]
    [InlineData("alias: value7", "[alias:]=[value7]")]
    [InlineData(": y", "[:]=[y]")]
    public void A_key_with_a_colon_is_stored_and_warned_about(string line, string expected)
    {
        var (entries, diagnostics) = ReadEntries.Of(line, SourceSyntax.Postmap);
        Assert.Equal([expected], entries);
        Assert.Equal("table, line 1: record is in \"key: value\" format; is this an alias file?", Assert.Single(diagnostics).PostfixText);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_stored_when_utf8_mode_is_off()
    {
        var (entries, diagnostics) = ReadEntries.Of("k\u00FF \u00FE", SourceSyntax.Postmap, utf8: false);
        Assert.Equal(["[k\u00FF]=[\u00FE]"], entries);
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void A_nul_in_a_comment_that_is_skipped_is_reported_with_both_line_numbers()
    {
        var (entries, diagnostics) = ReadEntries.Of("k v\n#\0\n w\n", SourceSyntax.Postmap);
        Assert.Equal(["[k]=[v w]"], entries);
        Assert.Equal("table, line 1-3: text after null byte may be ignored", Assert.Single(diagnostics).PostfixText);
    }

    [Fact]
    public void A_key_cut_by_a_nul_has_no_value()
    {
        var (entries, diagnostics) = ReadEntries.Of("k\0ey v1\n", SourceSyntax.Postmap);
        Assert.Empty(entries);
        Assert.Equal([Rules.NulByte, Rules.MissingValue], diagnostics.Select(diagnostic => diagnostic.Rule));
    }

    [Fact]
    public void Messages_of_a_credential_table_quote_nothing()
    {
        var (_, diagnostics) = ReadEntries.Of("hunter2secret\n"u8.ToArray(), new EntryReaderOptions { Secret = true });
        Assert.DoesNotContain("hunter2", Assert.Single(diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_names_place_rule_and_consequence()
    {
        var (_, diagnostics) = ReadEntries.Of("a 1\nexample.com\n", SourceSyntax.Postmap);
        Assert.Equal("table:2:1: error MK1004: \"example.com\" has no value; Postfix ignores this line", Assert.Single(diagnostics).ToString());
    }
}
