using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>Where a finding says that Postfix drops a line or never finds a key, the real postmap agrees, and says nothing of it.</summary>
public sealed class LintPeerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _configuration;

    public LintPeerTests() => _configuration = PostfixConfiguration.Write(_folder.File("etc"));

    public void Dispose() => _folder.Dispose();

    [PeerTheory("postmap")]
    [InlineData("MK1009", "\uFEFFa@example.com ok\n", "a@example.com", null)]
    [InlineData("MK1010", "a@example.com\u00A0x ok\n", "a@example.com", null)]
    [InlineData("MK1014", "root: joe\njoe: jane\n", "root", null)]
    [InlineData("MK2006", "192.0.2.0/24 ok\n", "192.0.2.1", null)]
    [InlineData("MK2002", "/^joe$/ ok\n", "joe", null)]
    [InlineData("MK2002", "if /joe/\njoe ok\nendif\n", "if", "/joe/")]
    [InlineData("MK2002", "!/^x$/ ok\n", "joe", null)]
    [InlineData("MK2006", "!192.0.2.0/24 ok\n", "198.51.100.1", null)]
    [InlineData("MK2006", "[2001:db8::]/32 ok\n", "2001:db8::1", null)]
    [InlineData("MK2005", "a ok # c\n", "a", "ok # c")]
    [InlineData("MK1018", "a \u00A0ok\n", "a", "\u00A0ok")]
    [InlineData("MK1018", "a ok\u200B\n", "a", "ok\u200B")]
    [InlineData("MK1017", "Stra\u00DFe ok\n", "STRASSE", "ok")]
    [InlineData("MK1011", "a ok\r\n", "a", "ok")]
    [InlineData("MK1012", "a o\r\n k\r\n", "a", "o\r k")]
    [InlineData("MK1013", "a o\n\n k\n", "a", "o k")]
    [InlineData("MK1013", "a o\n# c\n k\n", "a", "o k")]
    [InlineData("MK1017", "A@Example.com ok\n", "a@example.com", "ok")]
    [InlineData("MK3001", "a ok\nA other\n", "a", "ok")]
    public void Postfix_does_what_the_finding_says(string code, string text, string key, string? value)
    {
        var source = _folder.Write("table", text);
        var run = CommandRun.Of("lint", "--level", "info", source);
        Assert.Contains($" {code}: ", run.Output, StringComparison.Ordinal);

        Assert.Equal(0, Tool.Run("postmap", "-c", _configuration, "cdb:" + source).ExitCode);
        var asked = Tool.Run("postmap", "-c", _configuration, "-q", key, "cdb:" + source);
        var expected = value is null ? "" : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)) + "\n"; // a character for each byte
        Assert.Equal((value is null ? 1 : 0, expected), (asked.ExitCode, asked.Output));
    }
}
