using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Tables;

/// <summary>The facts of upstream's dict_inline and dict_inline_file tests, and what they leave out.</summary>
public sealed class InlineTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{ }", "empty table: \"inline:{ }\"; need \"inline:{name=value...}\"")]
    [InlineData("{ foo = xx }", "missing '=' after attribute name: \"inline:{ foo = xx }\"; need \"inline:{name=value...}\"")]
    [InlineData("{ foo=xx }x", "bad syntax: \"inline:{ foo=xx }x\"; need \"inline:{name=value...}\"")]
    [InlineData("{ foo=xx x", "bad syntax: \"inline:{ foo=xx x\"; need \"inline:{name=value...}\"")]
    [InlineData("{ foo=xx {x=y}x}", "syntax error after '}' in \"{x=y}x\": \"inline:{ foo=xx {x=y}x}\"; need \"inline:{name=value...}\"")]
    [InlineData("{}", "bad syntax: \"inline:{}\"; need \"inline:{name=value...}\"")]
    [InlineData("x", "bad syntax: \"inline:x\"; need \"inline:{name=value...}\"")]
    [InlineData("{{ }}", "no key found; expected format: key = value: \"inline:{{ }}\"; need \"inline:{name=value...}\"")]
    [InlineData("{\"k=v}", "unbalanced '\"': \"inline:{\"k=v}\"; need \"inline:{name=value...}\"")]
    public void Invalid_names_are_refused_with_Postfixs_message(string name, string message) => Assert.Equal(message, AskTable.Refusal("inline:" + name));

    [Theory]
    [InlineData("foo", "XX")]
    [InlineData("FOO", "XX")]
    [InlineData("bar", "lotsa stuff")]
    [InlineData("bAr", "lotsa stuff")]
    [InlineData("baz", null)]
    public void Keys_are_folded_in_both_modes(string key, string? value)
    {
        const string Specification = "inline:{ foo=XX, { bAr = lotsa stuff }}";
        Assert.Equal(value, AskTable.Find(Specification, key));
        Assert.Equal(value, AskTable.Find(Specification, key, AskTable.Options() with { Utf8 = false, Folding = KeyFolding.Ascii }));
    }

    [Fact]
    public void Without_folding_keys_are_as_written()
    {
        var options = AskTable.Options() with { Folding = KeyFolding.None };
        Assert.Equal("1", AskTable.Find("inline:{Foo=1}", "Foo", options));
        Assert.Null(AskTable.Find("inline:{Foo=1}", "foo", options));
    }

    [Fact]
    public void In_utf8_mode_folding_is_that_of_unicode()
    {
        Assert.Equal("1", AskTable.Find("inline:{Stra\u00DFe=1}", "STRASSE", AskTable.Options() with { Version = PostfixVersion.Postfix37 }));

        // 3.12 folds what it loads in ASCII alone, and then asks for the whole folding.
        Assert.Null(AskTable.Find("inline:{Stra\u00DFe=1}", "STRASSE"));
        Assert.Null(AskTable.Find("inline:{Stra\u00DFe=1}", "STRASSE", AskTable.Options() with { Utf8 = false, Folding = KeyFolding.Ascii }));
    }

    [Fact]
    public void Quotes_are_kept_in_keys_and_the_last_duplicate_is_used()
    {
        Assert.Equal("1", AskTable.Find("inline:{{\"a b\" = 1}}", "\"a b\""));
        Assert.Equal("2", AskTable.Find("inline:{a=1, A=2}", "a"));
        Assert.Equal("a=b", AskTable.Find("inline:{x=a=b}", "x"));
    }

    [Fact]
    public void Records_are_listed() => Assert.Equal(["a=1", "b=2 3"], AskTable.List("inline:{a=1 {b=2 3}}"));

    [Fact]
    public void Values_can_name_files()
    {
        var options = AskTable.Options() with { ValuesAreFiles = true };
        var file = _folder.Write("file1", "this-is-file1\n");
        Assert.Equal("dGhpcy1pcy1maWxlMQo=", AskTable.Find($"inline:{{ file1={file}, file2={file}}}", "file1", options));
        Assert.Null(AskTable.Find($"inline:{{ file1={file}}}", "file3", options));
        Assert.Equal(
            "open xx: No such file or directory: \"inline:{ foo=xx, bar=yy }\"; need \"inline:{name=filename...}\"",
            AskTable.Refusal("inline:{ foo=xx, bar=yy }", options));
    }
}
