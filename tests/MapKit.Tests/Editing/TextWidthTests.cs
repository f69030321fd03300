using MapKit.Editing;

namespace MapKit.Tests.Editing;

/// <summary>Columns that a terminal gives to text.</summary>
public class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("\u00e9", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("\u65e5\u672c", 4)]
    [InlineData("\uff21", 2)]
    [InlineData("\uff71", 1)]
    [InlineData("\uac00\ud7a3\ud7a4", 5)]
    [InlineData("\u115f\u1160", 3)]
    [InlineData("\ud83d\ude00", 2)]
    [InlineData("a\u200d", 1)]
    public void East_Asian_characters_take_two_and_marks_none(string text, int width) => Assert.Equal(width, TextWidth.Measure(text));
}
