using System.Text;
using CsCheck;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Records;

/// <summary>docs/formats/postmap-command.md#values-from-files: values that stand for files.</summary>
public sealed class FileValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_joined_by_line_ends()
    {
        var first = _folder.Write("f1", "hello\n");
        var second = _folder.Write("f2", "world");
        Assert.Equal("aGVsbG8KCndvcmxk", Encode($"{first}, {second}"));
        Assert.Equal("aGVsbG8K", Encode($" ,\t{first},,\r\n"));
        Assert.Equal("", Encode(_folder.Write("empty", "")));
    }

    [Theory]
    [InlineData("", "empty pathname list: >><<'")]
    [InlineData(", ,", "empty pathname list: >>, ,<<'")]
    [InlineData("/none/a", "open /none/a: No such file or directory")]
    [InlineData("/dev/null /none/a, /none/b", "open /none/a: No such file or directory")]
    [InlineData("/dev", "read /dev: Is a directory")]
    [InlineData("/dev/null/x", "open /dev/null/x: Not a directory")]
    public void Unreadable_files_are_reported(string value, string message)
    {
        Assert.False(FileValues.TryEncode(Encoding.UTF8.GetBytes(value), out _, out var error));
        Assert.Equal(message, error);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("aGVsbG8=", "hello")]
    [InlineData("aGVsbA==", "hell")]
    [InlineData("aGVs", "hel")]
    [InlineData("aA=x", "h")] // what follows padding is not looked at
    [InlineData("aAA=????", "h")]
    [InlineData("AA==", "")] // a NUL, where the text ends
    [InlineData("aABi", "h")]
    [InlineData("+/+/", "\u00FB\u00FF\u00BF")]
    public void Base64_is_decoded(string value, string text)
    {
        Assert.True(FileValues.TryDecode(Encoding.Latin1.GetBytes(value), out var decoded, out _));
        Assert.Equal(text, Encoding.Latin1.GetString(decoded));
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("aGVsbG8")]
    [InlineData("=AAA")]
    [InlineData("A===")]
    [InlineData("aG s")]
    [InlineData("AAAA====")]
    [InlineData("aGVsbG8=,aGVsbG8=")]
    public void Text_that_is_not_base64_is_refused(string value)
    {
        Assert.False(FileValues.TryDecode(Encoding.Latin1.GetBytes(value), out _, out var error));
        Assert.Equal($"malformed BASE64 value: {value}", error);
    }

    [Fact]
    public void Thirty_bytes_of_a_bad_value_are_shown()
    {
        Assert.False(FileValues.TryDecode(Encoding.Latin1.GetBytes(new string('?', 40)), out _, out var error));
        Assert.Equal($"malformed BASE64 value: {new string('?', 30)}", error);
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Encoded_content_is_decoded() => Gen.Byte[1, 255].Array[0, 50].Sample(
        content =>
        {
            var value = Encode(_folder.Write("any", content));
            Assert.True(FileValues.TryDecode(Encoding.Latin1.GetBytes(value), out var decoded, out _));
            return decoded.AsSpan().SequenceEqual(content);
        },
        iter: 200,
        threads: 1);

    private static string Encode(string value)
    {
        Assert.True(FileValues.TryEncode(Encoding.UTF8.GetBytes(value), out var encoded, out var error), error);
        return Encoding.Latin1.GetString(encoded);
    }
}
