namespace MapKit.Tests.Lookup.Patterns;

public class PcreTableTests
{
    [Fact]
    public void Rules_are_tried_in_order_within_their_ifs()
    {
        // The facts of upstream's dict_pcre test, with words of our own.
        var answers = PatternQuery.File(
            "pcre",
            """
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
            /(7)(8)(9)/	<$1><$2><$3>
            if /list/ 	
            if !/closed/
            /(post)/	to ($1)
            !/(moderated)/	$1
            !/hidden/		everyone's list
            endif
            endif	 
            !
            endif
            if /./
            if /./
            /(/		unused

            """,
            "inner", "inner1", "inner2", "neverinner2", "inner3", "c", "aa", "7894", "list/hidden", "list/open", "list/post", "other/post");
        Assert.Equal(
            """
            pcre map NAME, line 1: ignoring extra text after IF statement: "stray"
            pcre map NAME, line 1: do not prepend whitespace to statements between IF and ENDIF
            pcre map NAME, line 5: ignoring extra text after ENDIF
            pcre map NAME, line 8: unknown regexp option "!": skipping this rule
            pcre map NAME, line 9: no replacement text: using empty string
            pcre map NAME, line 10: out of range replacement index "5": skipping this rule
            pcre map NAME, line 15: $number found in negative match replacement text: skipping this rule
            pcre map NAME, line 19: no regexp: skipping this rule
            pcre map NAME, line 20: ignoring ENDIF without matching IF
            pcre map NAME, line 23: error in regex at offset 1: missing closing parenthesis
            pcre map NAME, line 22: IF has no matching ENDIF
            pcre map NAME, line 21: IF has no matching ENDIF
            inner: not found
            inner1=one
            inner2: not found
            neverinner2=two
            inner3=three
            c=
            aa: not found
            7894=<7><8><9>
            list/hidden: not found
            list/open=everyone's list
            list/post=to (post)
            other/post: not found

            """,
            answers);
    }

    [Theory]
    [InlineData("/a", "no closing regexp delimiter \"/\": ignoring this rule")]
    [InlineData("/a\\", "no closing regexp delimiter \"/\": ignoring this rule")]
    [InlineData("/a/ $0", "out of range replacement index \"0\"|bad replacement syntax: skipping this rule")]
    [InlineData("/b/X ok", "ignoring obsolete regexp option \"X\"")]
    [InlineData("/b[/ ok", "error in regex at offset 2: missing terminating ] for character class")]
    public void A_rule_that_is_wrong_is_told(string rule, string reasons) =>
        Assert.Equal(
            string.Concat(reasons.Split('|').Select(reason => $"pcre map NAME, line 1: {reason}\n")) + "a=next\n",
            PatternQuery.File("pcre", rule + "\n/a/ next\n", "a"));

    [Theory]
    [InlineData("/^B/ ok", "ok")]
    [InlineData("/^B/i ok", "none")]
    [InlineData("/^c/ ok", "none")]
    [InlineData("/^c/m ok", "ok")]
    [InlineData("/b.c/ ok", "ok")]
    [InlineData("/b.c/s ok", "none")]
    [InlineData("/b # a comment/x ok", "ok")]
    [InlineData("/c/A ok", "none")]
    [InlineData("/c$/ ok", "ok")]
    [InlineData("/c$/E ok", "none")]
    [InlineData("/(b+)/ $1", "bb")]
    [InlineData("/(b+)/U $1", "b")]
    [InlineData("/(x)?(c)/ [$1$2]", "[c]")]
    public void Flags(string rule, string answer) =>
        Assert.Equal($"bb\nc\n={answer}\n", PatternQuery.File("pcre", rule + "\n/./ none\n", "bb\nc\n"));

    [Fact]
    public void Keys_are_bytes() => Assert.Equal("\u00C3\u00A9=two\n", PatternQuery.File("pcre", "/^.$/ one\n/^..$/ two\n", "\u00C3\u00A9"));

    [Fact]
    public void Backtracking_without_end_stops_at_the_limit_and_the_next_rule_is_tried()
    {
        var key = new string('a', 40) + "b";
        Assert.Equal(
            $"pcre map NAME, line 1: match limit exceeded\npcre map NAME, line 2: match limit exceeded\n{key}=next\n",
            PatternQuery.File("pcre", "/^(a+)+$/ no\nif !/^(a+)+$/\n/a/ no\nendif\n/a/ next\n", key));
    }
}
