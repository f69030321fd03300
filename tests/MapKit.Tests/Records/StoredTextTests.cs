using System.Text;
using MapKit.Records;

namespace MapKit.Tests.Records;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("\0", "")]
    [InlineData("\0\0", "")]
    [InlineData("text", "text")]
    [InlineData("text\0", "text")]
    [InlineData("text\0\0", "text")]
    [InlineData("te\0xt", "te")]
    [InlineData("te\0xt\0", "te")]
    [InlineData("\0text", "")]
    public void Text_ends_at_the_first_nul(string stored, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(stored);
        Assert.Equal(text, Encoding.UTF8.GetString(StoredText.UpToNul(bytes.AsSpan())));
        Assert.Equal(text, Encoding.UTF8.GetString(StoredText.UpToNul(bytes.AsMemory()).Span));
    }
}
