using System.Text;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Records;

public class KeyFolderTests
{
    [Theory]
    [InlineData("straße", "strasse")]
    [InlineData("STRASSE", "strasse")]
    [InlineData("Å", "å")]
    [InlineData("ΣΑΣ", "σασ")]
    [InlineData("İx", "i\u0307x")]
    [InlineData("\u212A", "k")]
    [InlineData("ﬃ", "ffi")]
    [InlineData("plain", "plain")]
    [InlineData("MiXed@Example.COM", "mixed@example.com")]
    public void Unicode_folding_is_full_folding(string key, string expected) =>
        Assert.Equal(expected, Fold(KeyFolding.Unicode, key));

    [Fact]
    public void Ascii_folding_does_not_change_other_letters() => Assert.Equal("abcÅß", Fold(KeyFolding.Ascii, "ABCÅß"));

    [Fact]
    public void No_folding_changes_nothing() => Assert.Equal("ABCÅß", Fold(KeyFolding.None, "ABCÅß"));

    [Fact]
    public void Bytes_that_are_not_utf8_are_kept()
    {
        byte[] key = [(byte)'A', 0xff, 0xc3, (byte)'B'];
        Assert.Equal([(byte)'a', 0xff, 0xc3, (byte)'b'], new KeyFolder(KeyFolding.Unicode).Fold(key).ToArray());
    }

    [Fact]
    public void A_plain_key_is_returned_as_it_is_without_allocating()
    {
        var folder = new KeyFolder(KeyFolding.Unicode);
        var key = "user@example.com"u8.ToArray();
        var upper = "USER@example.com"u8.ToArray();
        folder.Fold(upper);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                folder.Fold(key);
                folder.Fold(upper);
            }
        }));
    }

    /// <summary>The real postmap is asked for every code point: it stores key x&lt;char&gt;y, and the dump shows what it made of it.</summary>
    [PeerFact("postmap")]
    public void Every_code_point_folds_as_the_real_postmap_folds_it()
    {
        using var folder = new TemporaryFolder();
        PostfixConfiguration.Write(folder.Path);
        var source = new StringBuilder();
        var points = Enumerable.Range(0x21, 0x110000 - 0x21).Where(point => Rune.IsValid(point) && point is not ('"' or '\\' or '#')).ToArray();
        foreach (var point in points) source.Append('k').Append(new Rune(point)).Append("_ ").Append(point.ToString("X")).Append('\n');
        var path = folder.Write("points", source.ToString());

        // Several characters fold to the same key: "-w" has cdb keep them all.
        var built = Tool.Run("postmap", "-c", folder.Path, "-w", "cdb:" + path);
        Assert.Equal((0, ""), (built.ExitCode, built.Error));
        using var map = MapKit.Maps.MapFile.Open(path + ".cdb");
        var folder2 = new KeyFolder(KeyFolding.Unicode);
        var count = 0;
        foreach (var (key, value) in map.Records)
        {
            var point = Convert.ToInt32(Encoding.ASCII.GetString(value.Span), 16);
            var ours = folder2.Fold(Encoding.UTF8.GetBytes($"k{new Rune(point)}_"));
            if (!ours.SequenceEqual(key.Span)) Assert.Fail($"U+{point:X4}: ours {Convert.ToHexString(ours)}, postmap's {Convert.ToHexString(key.Span)}");
            count++;
        }

        Assert.Equal(points.Length, count);
    }

    private static string Fold(KeyFolding folding, string key) =>
        Encoding.UTF8.GetString(new KeyFolder(folding).Fold(Encoding.UTF8.GetBytes(key)));
}
