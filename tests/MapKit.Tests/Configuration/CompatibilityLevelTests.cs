using MapKit.Configuration;

namespace MapKit.Tests.Configuration;

public class CompatibilityLevelTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("2", "2")]
    [InlineData("2.5", "2")]
    [InlineData("3", "3.0")]
    [InlineData("3.6", "3.6")]
    [InlineData("3.10.1", "3.10.1")]
    [InlineData(" +3. 6", "3.6")]
    [InlineData("3.1023.1023", "3.1023.1023")]
    [InlineData("8796093022207", "8796093022207.0")]
    public void A_valid_level_is_parsed(string text, string written)
    {
        Assert.True(CompatibilityLevel.TryParse(text, out var level));
        Assert.Equal(written, level.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("3.")]
    [InlineData("3.6 ")]
    [InlineData(".6")]
    [InlineData("-1")]
    [InlineData("3.1024")]
    [InlineData("3.6.1.0")]
    [InlineData("8796093022208")]
    [InlineData("99999999999999999999")]
    public void Other_texts_are_refused(string text) => Assert.False(CompatibilityLevel.TryParse(text, out _));

    [Fact]
    public void Levels_compare_by_number_not_by_text()
    {
        CompatibilityLevel[] ascending = [new(0), new(2), new(3, 6), new(3, 9), new(3, 9, 1), new(3, 10), new(10)];
        Assert.Equal(ascending, ascending.Reverse().Order());
        Assert.True(ascending[3] < ascending[5] && ascending[5] > ascending[4] && ascending[0] <= ascending[1] && ascending[6] >= ascending[6]);
    }
}
