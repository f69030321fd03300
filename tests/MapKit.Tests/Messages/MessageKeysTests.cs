using System.Text;
using MapKit.Messages;

namespace MapKit.Tests.Messages;

public class MessageKeysTests
{
    private const string Multipart = """
        Subject: one
          two
        Content-Type: multipart/mixed; boundary="cut"

        preamble
        --cut
        Content-Type: message/rfc822

        From: inner

        inner text
        --cut cruft
        X-Part: 2

        text
        --cut--
        epilogue

        """;

    [Fact]
    public void Headers_only_ends_after_the_header_of_the_message() =>
        Assert.Equal(["Subject: one\n  two", "Content-Type: multipart/mixed; boundary=\"cut\""], Keys(Multipart, MessageParts.Headers));

    [Fact]
    public void Headers_only_does_not_read_the_rest_of_the_input()
    {
        var input = new MemoryStream(Encoding.Latin1.GetBytes("A: b\n\n" + new string('x', 1 << 20)));
        MessageKeys.Read(input, MessageParts.Headers, MessageLimits.Default, _ => true);
        Assert.True(input.Position < input.Length);
    }

    [Fact]
    public void The_body_begins_with_the_empty_line() =>
        Assert.Equal(["", "preamble", "--cut", "Content-Type: message/rfc822", "", "From: inner"], Keys(Multipart, MessageParts.Body).Take(6));

    [Fact]
    public void With_MIME_headers_of_attachments_and_attached_messages_count() => Assert.Equal(
        ["Subject: one\n  two", "Content-Type: multipart/mixed; boundary=\"cut\"", "Content-Type: message/rfc822", "From: inner", "X-Part: 2"],
        Keys(Multipart, MessageParts.Headers | MessageParts.Mime));

    [Fact]
    public void With_MIME_headers_are_not_lines_of_the_body() => Assert.Equal(
        ["", "preamble", "--cut", "", "", "inner text", "--cut cruft", "", "text", "--cut--", "epilogue"],
        Keys(Multipart, MessageParts.Body | MessageParts.Mime));

    [Theory]
    [InlineData("Name : x\n", "Name: x")] // the obsolete form is written as the usual one
    [InlineData("Name\t :x\n", "Name:x")]
    [InlineData("Na me: x\n", "", "Na me: x")]
    [InlineData(": x\n", "", ": x")]
    [InlineData(" A: x\n", "", " A: x")]
    [InlineData("A: x\nFrom here on\nB: y\n", "A: x", "", "From here on", "B: y")]
    [InlineData("A: x\n\tmore\n \n\nB", "A: x\n\tmore\n ", "", "B")]
    [InlineData("A: x\r\n\r\nB: y\r\n", "A: x\r", "", "\r", "B: y\r")]
    [InlineData("A: x\0y\n z\0\n\nb\0c\n", "A: x\n z", "", "b")]
    [InlineData("A: x", "A: x")]
    [InlineData("")]
    [InlineData("\n", "")]
    public void Lines_are_keys_verbatim(string message, params string[] keys) =>
        Assert.Equal(keys, Keys(message, MessageParts.Headers | MessageParts.Body));

    [Theory]
    [InlineData("multipart/mixed; boundary=cut", true)]
    [InlineData("MULTIPART/x;Boundary (c) = \"c\\ut\"", true)]
    [InlineData("multipart/mixed; boundary=other; boundary=cut", true)] // each of several counts
    [InlineData("multipart/mixed; boundary=cu", true)] // a prefix is enough
    [InlineData("multipart/mixed; boundary=\"cut", true)]
    [InlineData("multipart/mixed; boundary=cut2", false)]
    [InlineData("multipart/mixed; \"boundary\"=cut", false)]
    [InlineData("multipart/mixed; x=\"; boundary=cut\"", false)]
    [InlineData("text/plain; boundary=cut", false)]
    public void A_boundary_is_that_of_Content_Type(string contentType, bool found) => Assert.Equal(
        found ? ["A: b"] : [],
        Keys($"Content-Type: {contentType}\n\n--cut\nA: b\n", MessageParts.Headers | MessageParts.Mime).Skip(1));

    [Fact]
    public void A_control_character_is_a_whole_token() => Assert.Contains(
        "A: b",
        Keys("Content-Type: multipart/mixed; boundary=\u0001cut\n\n--\u0001other\nA: b\n", MessageParts.Headers | MessageParts.Mime));

    [Theory]
    [InlineData("message/rfc822", true)]
    [InlineData("message/global", true)]
    [InlineData("message/rfc822\nContent-Type: image/png", true)] // a type that says nothing changes nothing
    [InlineData("message/rfc822\nContent-Type: text/plain", false)]
    [InlineData("message/rfc822\nContent-Type:", false)]
    [InlineData("message/partial", false)]
    [InlineData("message/\"rfc822\"", false)]
    public void An_attached_message_has_headers(string contentType, bool hasHeaders) => Assert.Equal(
        hasHeaders,
        Keys($"Content-Type: {contentType}\n\nA: b\n", MessageParts.Headers | MessageParts.Mime).Contains("A: b"));

    [Fact]
    public void In_a_digest_parts_are_messages_unless_they_have_another_type() => Assert.Equal(
        ["X: 1", "X: 2"],
        Keys("Content-Type: multipart/digest; boundary=b\n\n--b\n\nX: 1\n\n--b\nContent-Type: text/plain\n\nX: 3\n--b\n\nX: 2\n", MessageParts.Headers | MessageParts.Mime)
            .Where(key => key.StartsWith('X')));

    [Fact]
    public void No_lines_are_added_to_a_header_above_the_limit() => Assert.Equal(
        ["A: 45\n 8901234567890\n"[..^1], "B: c"],
        Keys("A: 45\n 8901234567890\n lost\nB: c\n", MessageParts.Headers, new MessageLimits { HeaderSize = 10 }));

    [Fact]
    public void Boundaries_beyond_the_nesting_limit_are_not_learnt()
    {
        var message = string.Concat(Enumerable.Range(0, 4).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        Assert.Equal(3, Keys(message, MessageParts.Headers | MessageParts.Mime, new MessageLimits { Nesting = 0 }).Count);
        Assert.Equal(4, Keys(message, MessageParts.Headers | MessageParts.Mime, new MessageLimits { Nesting = 1 }).Count);
    }

    [Theory]
    [InlineData("A: b\n\none\ntwo\n", "0 1 5")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\none\n--x\n\ntwo\nthree\n", "0 1 5 0 1 5")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\none\n--x\ntwo\nthree\n", "0 1 5 0 4")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\none\n--x--\ntwo\n", "0 1 0 6")]
    [InlineData("A: b\none\ntwo\n", "0 0 4")]
    public void The_offset_of_a_line_begins_at_its_body(string message, string offsets)
    {
        var found = new List<long>();
        MessageKeys.Read(new MemoryStream(Encoding.Latin1.GetBytes(message)), MessageParts.Headers | MessageParts.Body | MessageParts.Mime, MessageLimits.Default, key =>
        {
            if (key.Kind == MessageKeyKind.Body) found.Add(key.Offset);
            return true;
        });
        Assert.Equal(offsets, string.Join(' ', found));
    }

    [Fact]
    public void A_longer_line_comes_in_pieces_that_make_one_header() => Assert.Equal(
        ["A: 345678901234", "", "01234567", "89", "--cut"],
        Keys("A: 345678901234\n\n0123456789\n--cut\n", MessageParts.Headers | MessageParts.Body | MessageParts.Mime, new MessageLimits { LineLength = 8 }));

    [Fact]
    public void The_handler_can_stop()
    {
        var keys = 0;
        MessageKeys.Read(new MemoryStream("a\nb\nc\n"u8.ToArray()), MessageParts.Body, MessageLimits.Default, _ => ++keys < 2);
        Assert.Equal(2, keys);
    }

    [Fact]
    public void A_thousand_lines_of_body_allocate_no_more_than_one()
    {
        var few = Allocations.Of(() => MessageKeys.Read(Lines(1), MessageParts.Body, MessageLimits.Default, _ => true));
        var many = Allocations.Of(() => MessageKeys.Read(Lines(1000), MessageParts.Body, MessageLimits.Default, _ => true));

        // Less than a byte a line: the runtime's counter is not exact while other threads collect.
        Assert.InRange(many - few, -1000, 1000);
    }

    private static readonly byte[] Thousand = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("a line of the body\n", 1000)));

    private static MemoryStream Lines(int count) => new(Thousand, 0, Thousand.Length / 1000 * count);

    private static List<string> Keys(string message, MessageParts parts, MessageLimits? limits = null)
    {
        var keys = new List<string>();
        MessageKeys.Read(new MemoryStream(Encoding.Latin1.GetBytes(message)), parts, limits ?? MessageLimits.Default, key =>
        {
            keys.Add(Encoding.Latin1.GetString(key.Text));
            return true;
        });
        return keys;
    }
}
