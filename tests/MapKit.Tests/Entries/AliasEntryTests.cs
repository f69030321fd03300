using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;

namespace MapKit.Tests.Entries;

/// <summary>Every row of docs/formats/aliases.md#examples.</summary>
public class AliasEntryTests
{
    [Theory]
    [InlineData("root: jdoe", "[root]=[jdoe]")]
    [InlineData("spaced :  a , b,c   ,d", "[spaced]=[a, b, c, d]")]
    [InlineData("tab:\ta\t,\tb", "[tab]=[a, b]")]
    [InlineData("trail: a,", "[trail]=[a, ]")]
    [InlineData("comma: ,a", "[comma]=[, a]")]
    [InlineData("two: a b", "[two]=[a b]")]
    [InlineData("semi: a; b", "[semi]=[a;b]")]
    [InlineData("cmd: \"|/bin/sh -c 'x y'\"", "[cmd]=[\"|/bin/sh -c 'x y'\"]")]
    [InlineData("cmd3: |/usr/bin/prog  arg1", "[cmd3]=[|/usr/bin/prog arg1]")]
    [InlineData("file: /path/with space/x", "[file]=[/path/with space/x]")]
    [InlineData("incl: :include:/etc/list", "[incl]=[:include:/etc/list]")]
    [InlineData("incl2: \":include:/etc/my list\"", "[incl2]=[\":include:/etc/my list\"]")]
    [InlineData("phrase: John Doe <joe@example.com>", "[phrase]=[John Doe <joe@example.com>]")]
    [InlineData("phrase2: \"Doe, John\" <joe@example.com>", "[phrase2]=[\"Doe, John\" <joe@example.com>]")]
    [InlineData("comment: joe (a (nested) comment), jane", "[comment]=[joe (a (nested) comment), jane]")]
    [InlineData("group: friends: a, b;", "[group]=[friends:a, b;]")]
    [InlineData("lit: joe@[1.2.3.4]", "[lit]=[joe@[1.2.3.4]]")]
    [InlineData("route: <@a,@b:joe@c>", "[route]=[<@a, @b:joe@c>]")]
    [InlineData("dotq: \"first..last\"@x.org", "[dotq]=[\"first..last\"@x.org]")]
    [InlineData("bsl: a\\ b", "[bsl]=[\"a b\"]")]
    [InlineData("esc: \"a\\\"b\\\\c\"", "[esc]=[\"a\\\"b\\\\c\"]")]
    [InlineData("bang: a!b%c", "[bang]=[a!b%c]")]
    [InlineData("hash: # not comment", "[hash]=[# not comment]")]
    [InlineData("unb: \"abc", "[unb]=[\"abc\"]")]
    [InlineData("paren: (abc", "[paren]=[(abc]")]
    [InlineData("bsend: abc\\", "[bsend]=[abc]")]
    [InlineData("empty: \"\"", "[empty]=[\"\"]")]
    [InlineData("\"quoted name\": x", "[\"quoted name\"]=[x]")]
    [InlineData("\"\": nobody", "[\"\"]=[nobody]")]
    [InlineData("key two: x", "[key two]=[x]")]
    [InlineData("k(c): v", "[k (c)]=[v]")]
    [InlineData("\"a:b\": colon", "[\"a:b\"]=[colon]")]
    [InlineData("UPPER: Mixed", "[UPPER]=[Mixed]")]
    [InlineData("\"a@b\": x", "[\"a@b\"]=[x]")]
    [InlineData("a\\:b: x", "[\"a:b\"]=[x]")]
    [InlineData("vt\vx: y", "[\"vt\vx\"]=[y]")]
    [InlineData("lit2: [a\\]b", "[lit2]=[[a]b]]")]
    public void A_valid_line_is_stored(string line, string expected)
    {
        var (entries, diagnostics) = ReadEntries.Of(line, SourceSyntax.Aliases);
        Assert.Equal([expected], entries);
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("@: x", "name must be local and have no domain")]
    [InlineData("a%b: x", "name must be local and have no domain")]
    [InlineData("sp@x: y", "name must be local and have no domain")]
    [InlineData("a,b: x", "need name:value pair")]
    [InlineData("nocolon value", "need name:value pair")]
    [InlineData(": v", "need name:value pair")]
    [InlineData("none:", "need name:value pair")]
    public void A_bad_line_is_ignored_with_the_warning_of_postalias(string line, string warning)
    {
        var (entries, diagnostics) = ReadEntries.Of(line, SourceSyntax.Aliases);
        Assert.Empty(entries);
        Assert.Equal($"table, line 1: {warning}", Assert.Single(diagnostics).PostfixText);
    }

    [Theory]
    [InlineData("\"quoted name\": x", "quoted name")]
    [InlineData("\"\": nobody", "")]
    [InlineData("\"a:b\": colon", "a:b")]
    [InlineData("a\\ b: x", "a b")]
    [InlineData("key two: x", "key two")]
    public void The_internal_form_has_no_quotes(string line, string expected)
    {
        using var reader = new EntryReader(
            new MemoryStream(Encoding.UTF8.GetBytes(line)), "table", new EntryReaderOptions { Syntax = SourceSyntax.Aliases }, new DiagnosticList());
        Assert.True(reader.Read(out var entry));
        Assert.Equal(expected, Encoding.UTF8.GetString(entry.InternalKey));
    }

    [Fact]
    public void Places_point_into_the_source_although_spacing_changed()
    {
        using var reader = new EntryReader(
            new MemoryStream("team :  joe ,\n   |cmd\n"u8.ToArray()), "table", new EntryReaderOptions { Syntax = SourceSyntax.Aliases }, new DiagnosticList());
        Assert.True(reader.Read(out var entry));
        Assert.Equal("joe, |cmd", Encoding.UTF8.GetString(entry.Value));
        var place = entry.PlaceInValue(5, 4);
        Assert.Equal((2, 4, 8), (place.Line, place.Column, place.EndColumn));
        Assert.Equal((1, 1, 5), (entry.KeyPlace.Line, entry.KeyPlace.Column, entry.KeyPlace.EndColumn));
    }

    [Fact]
    public void Ten_thousand_open_parentheses_take_no_stack()
    {
        var (entries, _) = ReadEntries.Of("a: " + new string('(', 100_000), SourceSyntax.Aliases);
        Assert.Single(entries);
    }
}
