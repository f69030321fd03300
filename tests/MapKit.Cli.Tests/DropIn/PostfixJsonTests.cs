using System.Text;
using System.Text.Json;
using CsCheck;
using MapKit.Cli.DropIn;
using MapKit.Cli.Rendering;
using MapKit.Tests;

namespace MapKit.Cli.Tests.DropIn;

public class PostfixJsonTests
{
    /// <summary>The facts of Postfix's own quote_for_json tests, one character a byte.</summary>
    [Theory]
    [InlineData(" azAZ09.,:[]{}/'", " azAZ09.,:[]{}/'")]
    [InlineData("\b\f\n\r\t", @"\b\f\n\r\t")]
    [InlineData("\0\u0001\v\u001b\u001f ~\u007f", @"\u0000\u0001\u000B\u001B\u001F ~\u007F")]
    [InlineData("\"\\", @"\""\\")]
    [InlineData(@"\u007F\*", @"\\u007F\\*")]
    [InlineData("\u0080\u00FF\u00C3\u00A9", "\u0080\u00FF\u00C3\u00A9")]
    [InlineData("", "")]
    public void Keys_and_values_are_escaped_as_Postfix_escapes_them(string text, string written)
    {
        Assert.Equal($"{{\"{written}\": \"v\"}}\n", Encoding.Latin1.GetString(Written(Encoding.Latin1.GetBytes(text), "v"u8.ToArray())));
        Assert.Equal($"{{\"k\": \"{written}\"}}\n", Encoding.Latin1.GetString(Written("k"u8.ToArray(), Encoding.Latin1.GetBytes(text))));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Any_text_is_read_back_by_a_JSON_parser() => Gen.Select(Gen.String, Gen.String).Sample((key, value) =>
    {
        var keyBytes = Encoding.UTF8.GetBytes(key);
        var valueBytes = Encoding.UTF8.GetBytes(value);
        using var document = JsonDocument.Parse(Written(keyBytes, valueBytes));
        var property = document.RootElement.EnumerateObject().Single();
        return property.Name == Encoding.UTF8.GetString(keyBytes) && property.Value.GetString() == Encoding.UTF8.GetString(valueBytes);
    });

    [Fact]
    public void A_line_is_written_without_garbage()
    {
        using var output = new ByteWriter(Stream.Null);
        var text = Encoding.Latin1.GetBytes("a\"b\\c\u0001\t\u00FF");
        Assert.Equal(0, Allocations.Of(() => PostfixJson.WriteLine(output, text, text)));
    }

    private static byte[] Written(byte[] key, byte[] value)
    {
        using var memory = new MemoryStream();
        using (var output = new ByteWriter(memory)) PostfixJson.WriteLine(output, key, value);
        return memory.ToArray();
    }
}
