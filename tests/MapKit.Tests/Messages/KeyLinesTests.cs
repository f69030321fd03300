using System.Text;
using MapKit.Messages;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Messages;

public class KeyLinesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n", "")]
    [InlineData("a\nb", "a", "b")]
    [InlineData("a\r\n\n b \n", "a\r", "", " b ")]
    [InlineData("a\0b\n", "a\0b")]
    [InlineData("\u00FF\n", "\u00FF")]
    [InlineData("a\n\u00FE", "a", "\u00FE")]
    [InlineData("a\nb\u00FF", "a")]
    public void Lines_end_in_LF_or_in_the_end_of_the_input_unless_that_is_0xFF(string input, params string[] expected) =>
        Assert.Equal(expected, Read(input));

    [PeerTheory("postmap")]
    [InlineData("a\nb")]
    [InlineData("a\n\nb\n")]
    [InlineData("a\r\nb\0c\n\0\n")]
    [InlineData("a\nb\u00FF")]
    [InlineData("a\nb\u00FF\n")]
    [InlineData("\u00FF")]
    [InlineData("\u00FE")]
    public void Postmap_reads_the_same_keys(string input)
    {
        using var folder = new TemporaryFolder();
        var configuration = PostfixConfiguration.Write(folder.Path, "smtputf8_enable = no\n");
        var peer = Tool.Run("postmap", ["-c", configuration, "-q", "-", "static:x"], Encoding.Latin1.GetBytes(input), null);
        Assert.Equal(peer.Output, string.Concat(Read(input).Select(line => Encoding.Latin1.GetString(KeyLines.UpToNul(Encoding.Latin1.GetBytes(line))) + "\tx\n")));
    }

    private static List<string> Read(string input)
    {
        using var lines = new KeyLines(new MemoryStream(Encoding.Latin1.GetBytes(input)));
        var result = new List<string>();
        while (lines.Read(out var line)) result.Add(Encoding.Latin1.GetString(line));
        return result;
    }
}
