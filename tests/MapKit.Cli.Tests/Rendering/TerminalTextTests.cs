using MapKit.Cli.Rendering;

namespace MapKit.Cli.Tests.Rendering;

/// <summary>Lines that are too wide for a terminal continue after a whole word.</summary>
public class TerminalTextTests
{
    [Theory]
    [InlineData("short", "short")]
    [InlineData("one two three\n", "one two\n    three\n")]
    [InlineData("one two four\nfive\n", "one two\n    four\nfive\n")]
    [InlineData("  in one two three", "  in one\n      two\n      three")]
    [InlineData("├── one two three", "├── one\n│   two\n│   three")]
    [InlineData("│   └── a b c d e", "│   └── a\n│       b\n│       c\n│       d\n│       e")]
    [InlineData("a-word-wider-than-ten b c", "a-word-wider-than-ten\n    b c")]
    [InlineData("x a-word-wider-than-ten", "x\n    a-word-wider-than-ten")]
    [InlineData("\e[31mred\e[0m one two", "\e[31mred\e[0m one\n    two")]
    [InlineData("日本 日本 日本", "日本 日本\n    日本")]
    [InlineData("exactly 10", "exactly 10")]
    [InlineData("exactly 10 ", "exactly 10 ")]
    public void A_line_is_wrapped(string text, string expected) => Assert.Equal(expected, TerminalText.Wrap(text, 10));
}
