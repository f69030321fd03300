namespace MapKit.Tests.Configuration;

/// <summary>The rows of docs/formats/configuration.md#macros and more, with what Postfix makes of them.</summary>
public static class ExpansionRows
{
    private const string Operators = "\"==\" or \"!=\"\" or \"<\"\" or \"<=\"\" or \">=\"\" or \">\"";

    /// <summary>What the rows may name.</summary>
    public const string Definitions = "compatibility_level = 3.6\naa = one\nempty =\nbb = $aa two\ndollar = a$$aa\nself = $self\nlist = ${aa?$bb}\n";

    public static TheoryData<string, string> Values => new()
    {
        { "plain text", "plain text" },
        { "$aa", "one" },
        { "${aa}", "one" },
        { "$(aa)", "one" },
        { "${ aa }", "one" },
        { "$aa.x ${aa}x $aax", "one.x onex " },
        { "a$undef-b", "a-b" },
        { "$$aa", "$aa" },
        { "$$$aa$$", "$one$" },
        { "$dollar", "a$aa" }, // what comes out of a value is not read again
        { "${aa?yes}", "yes" },
        { "${empty?yes}", "" },
        { "${undef?yes}", "" },
        { "${aa:no}", "" },
        { "${empty:no}", "no" },
        { "${undef:no}", "no" },
        { "${aa?{x y}:{z}}", "x y" },
        { "${aa?{x}:z}", "x" },
        { "${empty?{x}:z}", "z" },
        { "${empty?{x}: z }", " z " },
        { "${aa?x:z}", "x:z" },
        { "${aa?a{b}c}", "a{b}c" },
        { "${aa? { x } : { z } }", " x " },
        { "${aa ? {x}}", "x" },
        { "${aa? x}", " x" },
        { "${?{a}:{b}}", "b" },
        { "${ }|", "|" },
        { "$(aa?(x)y)", "(x)y" },
        { "${{$aa} == {one} ? {eq} : {ne}}", "eq" },
        { "${{$aa}=={two}?{eq}:{ne}}", "ne" },
        { "${{10} < {9}?{lt}:{ge}}", "ge" },
        { "${{10a} < {9}?{lt}:{ge}}", "lt" },
        { "${{10} <= {10}?{le}}", "le" },
        { "${{007} == {7}?{same}}", "same" },
        { "${{} == {} ? {same}}", "same" },
        { "${{b} > {a} : {no}}|", "|" },
        { "${{b} >= {c} : {no}}", "no" },
        { "${{a}=={a}}", "true" },
        { "${{a}!={a}}", "" },
        { "${{3.10} <level {3.9} ? {before} : {after}}", "after" },
        { "${{$compatibility_level} >=level {3} ? {yes} : {no}}", "yes" },
        { "${{ +3.-0} ==level {3} ? {yes} : {no}}", "yes" },
        { "$bb", "one two" },
        { "${aa?$bb}", "one two" },
        { "$list", "one two" },
        { "${aa?{${undef?{x}:{$bb}}}}", "one two" },
        { "${empty?{$(unread}:{ok}}", "ok" }, // a mistake that is not used
        { "${{$empty}=={}?{a{b}c}}", "a{b}c" },
    };

    public static TheoryData<string, string> Errors => new()
    {
        { "$", "empty macro name: \"$\"" },
        { "a $ b", "empty macro name: \"a $ b\"" },
        { "${}", "empty macro name: \"${}\"" },
        { "${aa", "truncated macro reference: \"${aa\"" },
        { "$(aa", "truncated macro reference: \"$(aa\"" },
        { "${a b}", "attribute name syntax error at: \"...a>>> b\"" },
        { "${a-b?x}", "attribute name syntax error at: \"...a>>>-b?x\"" },
        { "$self", "unreasonable macro call nesting: \"self\"" },
        { "${{a}}", Operators + " expected at: \"...a}>>>\"" },
        { "${{a} = {b}}", Operators + " expected at: \"...a}>>>= {b}\"" },
        { "${{a} == b}", "\"{expression}\" expected at: \"...{a} ==>>> b\"" },
        { "${{a} ==lev {b}}", "bad operator suffix at: \"...==>>>lev\"" },
        { "${{a} == {b} x}", "\"?\" or \":\" expected at: \"...}>>>x\"" },
        { "${aa?{x} y}", "\":\" expected at: \"...x}>>>y\"" },
        { "${empty?{x}:{y} z and much more text than is shown}", "unexpected input at: \"...y}>>>z and much more text\"" },
        { "$(aa?{x)", "unbalanced {} in attribute expression: \"{x\"" },
        { "${{3.x} <level {3} ? {a}}", "malformed compatibility level syntax: \"3.x\"" },
        { "${{3} <level {} ? {a}}", "malformed compatibility level syntax: \"\"" },
        { "${{99999999999999999999} == {1}}", "" },
        { "${a-b}${cc", "attribute name syntax error at: \"...a>>>-b\"|truncated macro reference: \"${a-b}${cc\"" },
        { "${a-b}${c-d}$", "attribute name syntax error at: \"...a>>>-b\"" },
        { "${a-b}$", "attribute name syntax error at: \"...a>>>-b\"|empty macro name: \"${a-b}$\"" },
        { "${{${a-b}} <level {3}}", "attribute name syntax error at: \"...a>>>-b\"|malformed compatibility level syntax: \"\"" },
    };
}
