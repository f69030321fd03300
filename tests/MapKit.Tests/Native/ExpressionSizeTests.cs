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
}
