namespace MapKit.Tests.Lookup.Patterns;

public class RegexpTableTests
{
    /// <summary>The facts of upstream's dict_regexp test, with words of our own.</summary>
    private const string Rules = """
        if /inner/	stray
        /1/	one
        if /never/
        /2/	two
        endif		stray
        /3/	three
        endif
        /a/!/b/	a without b
        /c/
        /(7)(8)(9)(4)/	<$1><$2><$3><$4><$5>
        /(7)(8)(9)(5)/	<$1><$2><$3><$4>
        /(7)(8)(9)/	<$1><$2><$3>
        # blanks behind the next one
        if /list/ 	
        if !/closed/
        /(post)/	to ($1)
        !/(moderated)/	$1
        !/hidden/		everyone's list
        endif
        endif	 
        !
        endif
        endif
        if /./
        if /./

        """;

    [Fact]
    public void Rules_are_tried_in_order_within_their_ifs()
    {
        var answers = PatternQuery.File(
            "regexp", Rules, "inner", "inner1", "inner2", "neverinner2", "3", "inner3", "c", "d", "ab", "aa", "7894", "7895", "789",
            "list/hidden", "list/open", "list/post", "other/post");
        Assert.Equal(
            """
            regexp map NAME, line 1: ignoring extra text after IF statement: "stray"
            regexp map NAME, line 1: do not prepend whitespace to statements between IF and ENDIF
            regexp map NAME, line 5: ignoring extra text after ENDIF
            regexp map NAME, line 9: no replacement text: using empty string
            regexp map NAME, line 10: out of range replacement index "5": skipping this rule
            regexp map NAME, line 17: $number found in negative match replacement text: skipping this rule
            regexp map NAME, line 21: no regexp: skipping this rule
            regexp map NAME, line 22: ignoring ENDIF without matching IF
            regexp map NAME, line 23: ignoring ENDIF without matching IF
            regexp map NAME, line 25: IF has no matching ENDIF
            regexp map NAME, line 24: IF has no matching ENDIF
            inner: not found
            inner1=one
            inner2: not found
            neverinner2=two
            3: not found
            inner3=three
            c=
            d: not found
            ab: not found
            aa=a without b
            7894=<7><8><9>
            7895=<7><8><9><5>
            789=<7><8><9>
            list/hidden: not found
            list/open=everyone's list
            list/post=to (post)
            other/post: not found

            """,
            answers);
    }

    [Theory]
    [InlineData("/a/q ok", "unknown regexp option \"q\": skipping this rule")]
    [InlineData("/a ok", "no closing regexp delimiter \"/\": skipping this rule")]
    [InlineData("/a/!/b ok", "no closing regexp delimiter \"/\": skipping this rule")]
    [InlineData("/a/!/b/q ok", "unknown regexp option \"q\": skipping this rule")]
    [InlineData("/(/ ok", "Unmatched ( or \\(")]
    [InlineData("/a/!/(/ ok", "Unmatched ( or \\(")]
    [InlineData("if /(/", "Unmatched ( or \\(")]
    [InlineData("if", "no regexp: skipping this rule")]
    [InlineData("example.com ok", "ignoring unrecognized request")]
    [InlineData("ifx /a/", "ignoring unrecognized request")]
    [InlineData("/a/ $0", "out-of-range replacement index \"0\"|bad replacement syntax: skipping this rule")]
    [InlineData("/a/ $1x", "non-numeric replacement index \"1x\"|bad replacement syntax: skipping this rule")]
    [InlineData("/a/ $1", "out of range replacement index \"1\": skipping this rule")]
    [InlineData("/a/ $4294967295", "out of range replacement index \"-1\": skipping this rule")]
    [InlineData("/a/ $99999999999999999999", "out of range replacement index \"-1\": skipping this rule")]
    [InlineData("/a/ $4294967296", "out-of-range replacement index \"4294967296\"|bad replacement syntax: skipping this rule")]
    [InlineData("/a/ $x $y", "non-numeric replacement index \"x\"|non-numeric replacement index \"y\"|bad replacement syntax: skipping this rule")]
    [InlineData("/a/ $x ${y}", "non-numeric replacement index \"x\"|bad replacement syntax: skipping this rule")]
    public void A_rule_that_is_wrong_is_skipped_and_told(string rule, string reasons) =>
        Assert.Equal(
            string.Concat(reasons.Split('|').Select(reason => $"regexp map NAME, line 1: {reason}\n")) + "a=next\n",
            PatternQuery.File("regexp", rule + "\n/a/ next\n", "a"));

    [Theory]
    [InlineData("/a/ ${1", "truncated macro reference: \"${1\"")]
    [InlineData("/a/ x$", "empty macro name: \"x$\"")]
    [InlineData("/a/ $()", "empty macro name: \"$()\"")]
    public void Dollars_that_Postfix_cannot_read_are_told_without_a_place(string rule, string text) =>
        Assert.Equal(
            $"{text}\nregexp map NAME, line 1: bad replacement syntax: skipping this rule\na=next\n",
            PatternQuery.File("regexp", rule + "\n/a/ next\n", "a"));

    [Theory]
    [InlineData("/(A)(b)?/ $1$(2)${1}", "aa")]
    [InlineData("/(a)/ $$1$$", "$1$")]
    [InlineData("/(a)/ $01.", "a.")]
    [InlineData("|a|ix ok", "ok")]
    [InlineData("/A/i no", "next")]
    [InlineData("!!/a/ ok", "ok")]
    [InlineData("! /b/ ok", "ok")]
    [InlineData("/a\\", "")]
    [InlineData("/\\//!/b/ no", "next")]
    [InlineData("/a/!/b/ ok", "ok")]
    [InlineData("/a/!!/b/ no", "next")]
    [InlineData("/a/ !/b/ x", "!/b/ x")]
    [InlineData("/a/\n  ok", "ok")]
    [InlineData("IF /b/\n/a/ no\nEndIf", "next")]
    public void Syntax(string rule, string answer) =>
        Assert.Equal($"a={answer}", PatternQuery.File("regexp", rule + "\n/a/ next\n", "a").TrimEnd('\n').Split('\n')[^1]);

    [Fact]
    public void An_if_that_is_skipped_leaves_its_endif_alone() =>
        Assert.Equal(
            """
            regexp map NAME, line 1: Unmatched ( or \(
            regexp map NAME, line 3: ignoring ENDIF without matching IF
            a=always

            """,
            PatternQuery.File("regexp", "if /(/\n/a/ always\nendif\n", "a"));

    [Fact]
    public void Keys_and_expressions_are_bytes_whatever_the_locale() =>
        Assert.Equal("caf\u00C3\u00A9=two bytes\ncaf\u00E9=one byte\n", PatternQuery.File("regexp", "/^caf.$/ one byte\n/^caf..$/ two bytes\n", "caf\u00C3\u00A9", "caf\u00E9"));

    [Fact]
    public void Keys_are_not_folded() => Assert.Equal("A: not found\na=ok\n", PatternQuery.File("regexp", "/a/i ok\n", "A", "a"));
}
