using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup;

/// <summary>Tables made of others: the facts of upstream's dict_union, dict_pipe and dict_debug tests, and what they leave out.</summary>
public sealed class CompositeTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("unionmap:{static:one,inline:{foo=two}}", "foo", "one,two")]
    [InlineData("unionmap:{static:one,inline:{foo=two}}", "bar", "one")]
    [InlineData("unionmap:{inline:{foo=two},static:one}", "bar", "one")]
    [InlineData("unionmap:{inline:{a=1},inline:{b=2}}", "x", null)]
    [InlineData("unionmap:{inline:{a=},static:x}", "a", "x")]
    [InlineData("unionmap:{static:x,inline:{a=}}", "a", "x,")]
    [InlineData("unionmap:{inline:{a=}}", "a", null)]
    [InlineData("pipemap:{inline:{k1=v1,k2=v2},inline:{v2=v3}}", "k0", null)]
    [InlineData("pipemap:{inline:{k1=v1,k2=v2},inline:{v2=v3}}", "k1", null)]
    [InlineData("pipemap:{inline:{k1=v1,k2=v2},inline:{v2=v3}}", "k2", "v3")]
    [InlineData("pipemap:{inline:{a=B},inline:{b=C}}", "A", "C")]
    [InlineData("pipemap:{unionmap:{static:a,static:b},inline:{{a,b = both}}}", "k", "both")]
    [InlineData("proxy:static:x", "k", "x")]
    [InlineData("proxy:proxy:inline:{k=x}", "K", "x")]
    public void Answers(string specification, string key, string? value) => Assert.Equal(value, AskTable.Find(specification, key));

    [Theory]
    [InlineData("unionmap:{static:one,fail:fail}")]
    [InlineData("unionmap:{fail:fail,static:one}")]
    [InlineData("pipemap:{inline:{k=v1},fail:fail}")]
    [InlineData("pipemap:{fail:fail,inline:{k=v1}}")]
    [InlineData("debug:fail:{oh no}")]
    public void An_error_of_a_member_is_its_own(string specification) =>
        Assert.Equal($"table {specification}: query error: Application error", AskTable.Refusal(specification));

    [Fact]
    public void A_pipe_that_finds_nothing_does_not_go_on() => Assert.Null(AskTable.Find("pipemap:{inline:{k1=v1},fail:fail}", "k0"));

    [Theory]
    [InlineData("unionmap:{}", "bad syntax: \"unionmap:{}\"; need \"unionmap:{type:name...}\"")]
    [InlineData("unionmap:{ }", "bad syntax: \"unionmap:{ }\"; need \"unionmap:{type:name...}\"")]
    [InlineData("unionmap:{static}", "bad syntax: \"unionmap:{static}\"; need \"unionmap:{type:name...}\"")]
    [InlineData("unionmap:{static:a}x", "bad syntax: \"unionmap:{static:a}x\"; need \"unionmap:{type:name...}\"")]
    [InlineData("pipemap:{static:a", "bad syntax: \"pipemap:{static:a\"; need \"pipemap:{type:name...}\"")]
    [InlineData("pipemap:{static:}", "open dictionary: expecting \"type:name\" form instead of \"static:\"")]
    [InlineData("pipemap:{:x}", "open dictionary: expecting \"type:name\" form instead of \":x\"")]
    [InlineData("pipemap:{unionmap:{foo:x}}", "unsupported dictionary type: foo")]
    [InlineData("debug:missing", "open dictionary: expecting \"type:name\" form instead of \"missing\"")]
    [InlineData("debug:", "open dictionary: expecting \"type:name\" form instead of \"debug:\"")]
    [InlineData("proxy:missing", "open dictionary: expecting \"type:name\" form instead of \"missing\"")]
    public void Mistakes(string specification, string message) => Assert.Equal(message, AskTable.Refusal(specification));

    [Fact]
    public void Version_3_12_looks_at_the_whole_list_before_it_opens_the_first()
    {
        Assert.StartsWith("bad syntax", AskTable.Refusal("unionmap:{foo:a,b}"), StringComparison.Ordinal);
        Assert.Equal("unsupported dictionary type: foo", AskTable.Refusal("unionmap:{foo:a,b}", AskTable.Options() with { Version = PostfixVersion.Postfix37 }));
    }

    [Fact]
    public void The_first_member_says_whether_keys_are_fixed_and_so_whether_they_are_folded()
    {
        using var fixedKeys = LookupTypes.Open("pipemap:{inline:{k=v},randmap:{a}}", AskTable.Options());
        Assert.True(fixedKeys.HasFixedKeys);
        using var patterns = LookupTypes.Open("pipemap:{randmap:{K},environ:x}", AskTable.Options() with { EnvironmentVariable = name => name });
        Assert.False(patterns.HasFixedKeys);
        Assert.Equal("k", AskTable.Find(patterns, "X"));
    }

    [Fact]
    public void Members_of_one_name_are_opened_once()
    {
        var source = _folder.Write("text", "a 1\na 2\n");
        var options = AskTable.Options();
        Assert.Equal("1,1", AskTable.Find($"unionmap:{{texthash:{source},unionmap:{{texthash:{source}}}}}", "a", options));
        Assert.Equal([$"{source}, line 2: duplicate entry: \"a\""], AskTable.Words(options));

        // They are closed with the last table made of them, so that the next one opens them anew.
        Assert.Equal("1", AskTable.Find($"unionmap:{{texthash:{source}}}", "a", options));
        Assert.Equal(2, AskTable.Words(options).Length);
    }

    [Fact]
    public void A_member_that_others_use_stays_open()
    {
        var options = AskTable.Options();
        using var first = LookupTypes.Open("unionmap:{inline:{a=1}}", options);
        LookupTypes.Open("unionmap:{inline:{a=1},static:x}", options).Dispose();
        Assert.Equal("1", AskTable.Find(first, "a"));
        first.Dispose();
    }

    [Fact]
    public void Lookups_of_a_debugged_table_are_logged()
    {
        var options = AskTable.Options();
        Assert.Equal("space in name", AskTable.Find("debug:static:{space in name}", "k", options));
        Assert.Equal("value", AskTable.Find("debug:debug:static:value", "K", options));
        Assert.Null(AskTable.Find("debug:internal:name", "k", options));
        Assert.Throws<LookupException>(() => AskTable.Find("debug:fail:{oh no}", "k", options));
        AskTable.List("debug:inline:{a=b}", options);
        Assert.Equal(
            [
                "static:{space in name} lookup: \"k\" = \"space in name\"",
                "static:value lookup: \"K\" = \"value\"",
                "debug:static:value lookup: \"K\" = \"value\"",
                "internal:name lookup: \"k\" = \"not_found\"",
                "fail:{oh no} lookup: \"k\" = \"error\"",
                "inline:{a=b} sequence: \"a\" = \"b\"",
                "inline:{a=b} sequence: found EOF",
            ],
            AskTable.Words(options));
        Assert.All(((DiagnosticList)options.Warnings), item => Assert.Equal(Severity.Info, item.Severity));
    }

    [Fact]
    public void Nesting_has_an_end()
    {
        static string Nested(int levels) => string.Concat(Enumerable.Repeat("unionmap:{", levels)) + "static:x" + new string('}', levels);
        Assert.Equal("x", AskTable.Find(Nested(99), "k"));
        Assert.Equal("open dictionary: tables are nested more than 100 deep", AskTable.Refusal(Nested(20_000)));
    }

    [Fact]
    public void Variables_are_those_the_caller_shows()
    {
        var options = AskTable.Options() with { EnvironmentVariable = name => name is "home" or "HOME" ? "of " + name : null };
        Assert.Equal("of home", AskTable.Find("environ:x", "HOME", options));
        Assert.Equal("of HOME", AskTable.Find("environ:x", "HOME", options with { Folding = KeyFolding.None }));
        Assert.Null(AskTable.Find("environ:x", "none", options));
        Assert.Null(AskTable.Find("environ:x", "", options));
        Assert.Null(AskTable.Find("environ:x", "home=of", options));
    }
}
