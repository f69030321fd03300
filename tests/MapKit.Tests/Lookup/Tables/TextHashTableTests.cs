using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Tables;

/// <summary>The facts of upstream's dict_thash tests, and what they leave out.</summary>
public sealed class TextHashTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Invalid_lines_are_reported()
    {
        var source = _folder.Write("in", "\"the answer is 42\nxxx: yyy\nxxx\naaa bbb\naaa bbb\n");
        var options = AskTable.Options() with { Folding = KeyFolding.None };
        Assert.Equal(["xxx:=yyy", "aaa=bbb"], AskTable.List("texthash:" + source, options));
        Assert.Equal(
            [
                $"{source}, line 1: unbalanced '\"' in '\"the answer is 42' -- ignoring this line",
                $"{source}, line 2: record is in \"key: value\" format; is this an alias file?",
                $"{source}, line 3: expected format: key whitespace value -- ignoring this line",
                $"{source}, line 5: duplicate entry: \"aaa\"",
            ],
            AskTable.Words(options));
    }

    [Fact]
    public void Every_entry_is_listed()
    {
        const string Map = "\"the answer is\"\t42\nABCDEF\t012345\nallascii.c\t915\nargv.c\t5271\nthe\tanswer is 42\n";
        var listed = AskTable.List("texthash:" + _folder.Write("map", Map), AskTable.Options() with { Folding = KeyFolding.None });
        Assert.Equal(Map, string.Concat(listed.Select(record => record.Replace('=', '\t') + "\n")));
    }

    [Theory]
    [InlineData(DuplicatePolicy.First, "1", 1)]
    [InlineData(DuplicatePolicy.Last, "2", 0)]
    [InlineData(DuplicatePolicy.KeepAll, "1", 0)]
    public void Duplicates_are_those_of_folded_keys_and_shown_unfolded(DuplicatePolicy policy, string value, int warnings)
    {
        var source = _folder.Write("in", "Key 1\nKEY 2\n");
        var options = AskTable.Options() with { Duplicates = policy };
        Assert.Equal(value, AskTable.Find("texthash:" + source, "kEY", options));
        Assert.Equal(Enumerable.Repeat($"{source}, line 2: duplicate entry: \"KEY\"", warnings), AskTable.Words(options));
    }

    [Fact]
    public void In_utf8_mode_other_lines_are_ignored()
    {
        var source = _folder.Write("in", [.. "a "u8, 0xFF, .. "\nb c\n"u8]);
        var options = AskTable.Options() with { Version = PostfixVersion.Postfix37 };
        Assert.Equal(["b=c"], AskTable.List("texthash:" + source, options));
        Assert.Equal([$"{source}, line 1: non-UTF-8 input \"a \u00FF\" -- ignoring this line"], AskTable.Words(options));
        Assert.Equal(2, AskTable.List("texthash:" + source, AskTable.Options() with { Utf8 = false }).Length);

        // 3.12 reads the table before it puts its checks in front of it.
        Assert.Equal(2, AskTable.List("texthash:" + source, AskTable.Options()).Length);
    }

    [Fact]
    public void Version_3_7_does_not_report_a_nul()
    {
        var source = _folder.Write("in", "a b\0c\n");
        var options = AskTable.Options();
        Assert.Equal(["a=b"], AskTable.List("texthash:" + source, options));
        Assert.Equal([$"{source}, line 1: text after null byte may be ignored"], AskTable.Words(options));
        options = AskTable.Options() with { Version = PostfixVersion.Postfix37 };
        AskTable.List("texthash:" + source, options);
        Assert.Equal(["(nothing)"], AskTable.Words(options));
    }

    [Fact]
    public void Values_can_name_files()
    {
        var file = _folder.Write("file", "hello\n");
        var source = _folder.Write("in", $"a {file}\nb nofile\nc ,\nd {file} {file}\n");
        var options = AskTable.Options() with { ValuesAreFiles = true };
        Assert.Equal(["a=aGVsbG8K", "d=aGVsbG8KCmhlbGxvCg=="], AskTable.List("texthash:" + source, options));
        Assert.Equal(
            [
                $"{source}, line 2: open nofile: No such file or directory: skipping this entry",
                $"{source}, line 3: empty pathname list: >>,<<': skipping this entry",
            ],
            AskTable.Words(options));
    }

    [Fact]
    public void An_unreadable_source_is_an_error()
    {
        Assert.Equal("open database /none: No such file or directory", AskTable.Refusal("texthash:/none"));
        Assert.Equal($"read {_folder.Path}: Is a directory", AskTable.Refusal("texthash:" + _folder.Path));
        var file = _folder.Write("file", "");
        Assert.Equal($"open database {file}/x: Not a directory", AskTable.Refusal($"texthash:{file}/x"));
        Assert.Empty(AskTable.List("texthash:" + file));
    }
}
