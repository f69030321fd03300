using System.Text;
using CsCheck;
using MapKit.Source;

namespace MapKit.Tests.Source;

/// <summary>Every row of docs/formats/source-lines.md#logical-lines.</summary>
public class LogicalLineReaderTests
{
    [Theory]
    [InlineData("continuation keeps its blanks", "k v\n  cont", "1-2 k v  cont")]
    [InlineData("trailing blanks of the first line stay", "k v  \n\tcont\n", "1-2 k v  \tcont")]
    [InlineData("a comment does not end a line", "k v\n# c\n more\n", "1-3 k v more")]
    [InlineData("an indented comment does not end a line", "k v\n  # c\n more\n", "1-3 k v more")]
    [InlineData("an empty line does not end a line", "k v\n\n more\n", "1-3 k v more")]
    [InlineData("a blank line does not end a line", "k v\n \t\n more\n", "1-3 k v more")]
    [InlineData("a comment after a value is text", "k v # c\n", "1-1 k v # c")]
    [InlineData("leading blanks at the top", " text\nnext v\n", "1-1  text|2-2 next v")]
    [InlineData("leading blanks and their continuation", " text\n more\nnext v\n", "1-2  text more|3-3 next v")]
    [InlineData("no last newline", "a 1\nb 2", "1-1 a 1|2-2 b 2")]
    [InlineData("comments before do not count", "# one\n\n# two\na 1\n", "4-4 a 1")]
    [InlineData("lines inside do not shift the number", "a 1\n 2\n\n 3\nb 4\n", "1-4 a 1 2 3|5-5 b 4")]
    [InlineData("CR alone is blank", "a 1\r\n\r\nb 2\r\n", "1-2 a 1\r|3-3 b 2\r")]
    [InlineData("CR inside a continued line stays", "k2 v2\r\n  cont\r\n", "1-2 k2 v2\r  cont\r")]
    [InlineData("VT and FF continue", "a 1\n\v2\n\f3\n", "1-3 a 1\v2\f3")]
    [InlineData("a BOM is part of the first key", "\u00EF\u00BB\u00BFk1 v\n", "1-1 \u00EF\u00BB\u00BFk1 v")]
    [InlineData("a BOM makes a comment data", "\u00EF\u00BB\u00BF# c\n", "1-1 \u00EF\u00BB\u00BF# c")]
    [InlineData("NBSP and NEL are no blanks", "a 1\n\u00A0b\n\u0085c\n", "1-1 a 1|2-2 \u00A0b|3-3 \u0085c")]
    [InlineData("NUL is a byte of the line", "a\0b 1\n", "1-1 a\0b 1")]
    [InlineData("nothing", "", "")]
    [InlineData("only comments", "# a\n\n  # b\n", "")]
    public void Lines_are_joined_as_in_Postfix(string name, string source, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, string.Join('|', Read(new MemoryStream(Encoding.Latin1.GetBytes(source)))));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Blocks_of_any_size_give_the_same_lines()
    {
        var line = Gen.OneOf(
            Gen.Const("k v"), Gen.Const(" cont"), Gen.Const("# c"), Gen.Const(""), Gen.Const("\tx\r"),
            Gen.Char['a', 'c'].Array[0, 40].Select(chars => new string(chars)));
        line.List[0, 20].Select(Gen.Int[1, 7]).Sample((lines, block) =>
        {
            var bytes = Encoding.Latin1.GetBytes(string.Join('\n', lines));
            Assert.Equal(Read(new MemoryStream(bytes)), Read(new SmallReadStream(bytes, block)));
        });
    }

    [Fact]
    public void A_place_counts_characters_and_bytes_from_the_physical_line()
    {
        var source = Encoding.UTF8.GetBytes("# x\nk é v\n# y\n  über z\n");
        using var reader = new LogicalLineReader(new MemoryStream(source));
        Assert.True(reader.Read(out var line));
        var v = line.PlaceOf(line.Text.IndexOf((byte)'v'), 1);
        Assert.Equal(new SourcePlace(new SourceSpan(9, 1), 2, 5, 6), v);
        var z = line.PlaceOf(line.Text.IndexOf((byte)'z'), 1);
        Assert.Equal((4, 8, (byte)'z'), (z.Line, z.Column, source[z.Span.Start]));
        Assert.True(line.IsContinued);
    }

    [Fact]
    public void A_place_over_two_lines_is_cut_at_the_first()
    {
        using var reader = new LogicalLineReader(new MemoryStream("k v\n w\n"u8.ToArray()));
        Assert.True(reader.Read(out var line));
        Assert.Equal(new SourcePlace(new SourceSpan(2, 1), 1, 3, 4), line.PlaceOf(2, 3));
    }

    [Fact]
    public void A_long_line_is_read_whole()
    {
        var text = "k " + new string('v', 3_000_000);
        Assert.Equal(["1-1 " + text, "2-2 b 1"], Read(new MemoryStream(Encoding.ASCII.GetBytes(text + "\nb 1\n"))));
    }

    private static List<string> Read(Stream stream)
    {
        var lines = new List<string>();
        using var reader = new LogicalLineReader(stream);
        while (reader.Read(out var line)) lines.Add($"{line.FirstLine}-{line.LastLine} {Encoding.Latin1.GetString(line.Text)}");
        return lines;
    }

    private sealed class SmallReadStream(byte[] bytes, int block) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, block));
    }
}
