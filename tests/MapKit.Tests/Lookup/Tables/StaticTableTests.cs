using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Tables;

/// <summary>The facts of upstream's dict_static, dict_static_file, dict_random and dict_random_file tests.</summary>
public sealed class StaticTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("static:fooxx", "fooxx")]
    [InlineData("static:{ foo xx }", "foo xx")]
    [InlineData("static:a:b", "a:b")]
    [InlineData("static:a}", "a}")]
    [InlineData("static:{}", "")]
    [InlineData("randmap:{123 123}", "123")]
    [InlineData("randmap:{{a b}}", "{a b}")]
    public void Every_key_has_the_answer(string specification, string value)
    {
        Assert.Equal(value, AskTable.Find(specification, "foo"));
        Assert.Equal(value, AskTable.Find(specification, "bar"));
        Assert.Equal(value, AskTable.Find(specification, ""));
    }

    [Theory]
    [InlineData("static:{ foo xx ", "bad static:name syntax: missing '}' in \"{ foo xx \"")]
    [InlineData("static:{ foo xx }x", "bad static:name syntax: syntax error after '}' in \"{ foo xx }x\"")]
    [InlineData("randmap:123", "bad syntax: \"randmap:123\"; need \"randmap:{value...}\"")]
    [InlineData("randmap:{ 123 ", "bad syntax: \"randmap:{ 123 \"; need \"randmap:{value...}\"")]
    [InlineData("randmap:{ 123 }x", "bad syntax: \"randmap:{ 123 }x\"; need \"randmap:{value...}\"")]
    [InlineData("randmap:{ , }", "bad syntax: \"randmap:{ , }\"; need \"randmap:{value...}\"")]
    public void Invalid_names_are_refused_with_Postfixs_message(string specification, string message) => Assert.Equal(message, AskTable.Refusal(specification));

    [Fact]
    public void A_random_table_gives_each_of_its_values_and_no_other()
    {
        using var table = MapKit.Lookup.LookupTypes.Open("randmap:{a, b c}", AskTable.Options());
        var answers = Enumerable.Range(0, 300).Select(_ => AskTable.Find(table, "k")).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["a", "b", "c"], answers);
        Assert.False(table.HasFixedKeys);
    }

    [Fact]
    public void Values_can_name_files()
    {
        var options = AskTable.Options() with { ValuesAreFiles = true };
        var file = _folder.Write("file1", "this-is-file1\n");
        Assert.Equal("dGhpcy1pcy1maWxlMQo=", AskTable.Find($"static:{{ {file} }}", "x", options));
        Assert.Equal("dGhpcy1pcy1maWxlMQo=", AskTable.Find($"randmap:{{ {file} }}", "x", options));
        Assert.Equal("open fooxx: No such file or directory", AskTable.Refusal("static:fooxx", options));
        Assert.Equal("open fooxx: No such file or directory", AskTable.Refusal("randmap:{fooxx}", options));
    }

    [Theory]
    [InlineData("static:a", "table static:a: sequence operation is not supported")]
    [InlineData("randmap:{a}", "table randmap:{a}: sequence operation is not supported")]
    [InlineData("environ:a", "table environ:a: sequence operation is not supported")]
    [InlineData("unionmap:{static:a}", "table unionmap:{static:a}: sequence operation is not supported")]
    [InlineData("fail:a", "table fail:a: sequence error: Application error")]
    public void A_static_table_cannot_be_listed(string specification, string message) =>
        Assert.Equal(message, Assert.Throws<MapKit.Lookup.LookupException>(() => AskTable.List(specification)).Message);
}
