using System.Text;
using MapKit.Lookup.Patterns;
using MapKit.Native.RegularExpressions;

namespace MapKit.Tests.Native;

/// <summary>An expression for which regcomp would take gigabytes is refused before.</summary>
public class ExpressionSizeTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("(a{1,3}){1,4}", 12)]
    [InlineData("((a{1,255}){1,255}){1,255}", 255 * 255 * 255)]
    [InlineData("(((a+)+)+)+", 16)]
    [InlineData("a{3}b", 4)]
    [InlineData("a{3,}", 4)]
    [InlineData("[a{1,9}]{2}", 2)]
    [InlineData("[]a[:alpha:]]x", 2)]
    [InlineData("\\(a{2}\\)", 4)]
    [InlineData("(a", 1)]
    [InlineData("a)", 2)]
    [InlineData("a{x}", 4)]
    [InlineData("a{99999999999999999999}", 23)]
    [InlineData("(a{32767}){32767}{32767}", int.MaxValue)]
    public void Positions_of_an_extended_expression(string expression, long size) =>
        Assert.Equal(size, ExpressionSize.CountPositions(Encoding.Latin1.GetBytes(expression), isExtended: true));

    [Theory]
    [InlineData("\\(a\\{1,3\\}\\)\\{1,4\\}", 12)]
    [InlineData("(a{2})", 6)]
    [InlineData("a+", 2)]
    public void Positions_of_a_basic_expression(string expression, long size) =>
        Assert.Equal(size, ExpressionSize.CountPositions(Encoding.Latin1.GetBytes(expression), isExtended: false));

    [EngineFact]
    public void Such_an_expression_is_refused()
    {
        var engine = PosixRegularExpressions.Find()!;
        var exception = Assert.Throws<PatternException>(() => engine.Compile("((a{1,255}){1,255}){1,255}"u8, PatternOptions.ExtendedSyntax));
        Assert.Contains("more than 100000 positions", exception.Message, StringComparison.Ordinal);
        using var usual = engine.Compile("^([a-z]{1,63}\\.){1,10}[a-z]{2,63}$"u8, PatternOptions.ExtendedSyntax);
    }

    [Theory]
    [InlineData("a((b)(c(d)))", true, 3)]
    [InlineData("\\((a[(]b)", true, 1)]
    [InlineData("\\(a\\(b\\)\\)", false, 2)]
    [InlineData("(a", false, 0)]
    public void Depth_of_groups(string expression, bool isExtended, int depth) =>
        Assert.Equal(depth, ExpressionSize.DepthOfGroups(Encoding.Latin1.GetBytes(expression), isExtended));

    [Theory]
    [InlineData("^a$", 1)]
    [InlineData("^^a$$$", 3)]
    [InlineData("(^a$)|(^b$)|(^c$)", 2)]
    [InlineData("^(^)|^a", 3)]
    [InlineData("^a*^b?^c", 3)]
    [InlineData("^a+^", 1)]
    [InlineData("[$^]^\\$", 1)]
    [InlineData("\\<\\b\\>", 3)]
    public void Anchors_in_a_row(string expression, int run) => Assert.Equal(run, ExpressionSize.LongestRunOfAnchors(Encoding.Latin1.GetBytes(expression)));

    [EngineFact]
    public void Nesting_and_anchors_without_an_end_are_refused()
    {
        var engine = PosixRegularExpressions.Find()!;
        var deep = Encoding.Latin1.GetBytes($"{new string('(', 16_000)}a{new string(')', 16_000)}");
        Assert.Contains("nested more than 1000 deep", Assert.Throws<PatternException>(() => engine.Compile(deep, PatternOptions.ExtendedSyntax)).Message, StringComparison.Ordinal);
        var anchors = Encoding.Latin1.GetBytes($"{new string('^', 800)}{new string('$', 800)}");
        Assert.Contains("more than 60 anchors", Assert.Throws<PatternException>(() => engine.Compile(anchors, PatternOptions.ExtendedSyntax)).Message, StringComparison.Ordinal);
        using var nested = engine.Compile(Encoding.Latin1.GetBytes($"{new string('(', 900)}a{new string(')', 900)}"), PatternOptions.ExtendedSyntax);
        using var many = engine.Compile(Encoding.Latin1.GetBytes(string.Join('|', Enumerable.Range(0, 2000).Select(index => $"^a{index}$"))), PatternOptions.ExtendedSyntax);
    }
}
