using System.Text;

namespace MapKit.Messages;

/// <summary>A message: its headers and lines, as Postfix receives them. Lines end in LF, or all in CRLF.</summary>
internal sealed class MessageText
{
    private readonly byte[] _text;

    /// <summary>Creates a message.</summary>
    /// <param name="content">Headers, an empty line, and the body.</param>
    public MessageText(ReadOnlySpan<byte> content)
    {
        _text = WithoutCarriageReturns(content);
        TransferSize = _text.Length + _text.AsSpan().Count((byte)'\n') + (_text is [.., not (byte)'\n'] ? 2 : 0);
    }

    /// <summary>Bytes of the message in an SMTP session, where every line ends in CRLF.</summary>
    public long TransferSize { get; }

    /// <summary>Passes the headers and lines to a handler.</summary>
    /// <param name="parts">Which.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="onKey">Takes each.</param>
    public void Read(MessageParts parts, MessageLimits limits, KeyHandler onKey) => MessageKeys.Read(new MemoryStream(_text, writable: false), parts, limits, onKey);

    /// <summary>Creates a message from headers and lines of a body, one character per byte.</summary>
    public static MessageText FromParts(IEnumerable<string> parts) => new(Encoding.Latin1.GetBytes(string.Concat(parts.Select(part => part + "\n"))));

    private static byte[] WithoutCarriageReturns(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf((byte)'\n') is not (> 0 and var first) || content[first - 1] != '\r') return content.ToArray();
        var text = new List<byte>(content.Length);
        for (var index = 0; index < content.Length; index++)
        {
            if (content[index] != '\r' || index + 1 == content.Length || content[index + 1] != '\n') text.Add(content[index]);
        }

        return [.. text];
    }
}
