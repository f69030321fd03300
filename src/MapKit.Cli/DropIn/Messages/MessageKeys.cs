namespace MapKit.Cli.DropIn.Messages;

/// <summary>
/// The lookup keys of a message on standard input, as <c>postmap -q -</c> makes them with <c>-h</c>, <c>-b</c> and <c>-m</c>
/// (docs/formats/postmap-command.md#messages-as-keys): raw lines, so no message is malformed.
/// </summary>
/// <remarks>
/// Not MimeKit, which takes only boundary lines that keep to RFC 2046: after <c>--b cruft</c> it sees no header where Postfix
/// sees one, and it does not give lines.
/// </remarks>
internal sealed class MessageKeys
{
    private readonly MessageParts _parts;
    private readonly KeyHandler _onKey;
    private readonly PendingHeader _header;
    private readonly MessageNesting _nesting;
    private MessagePlace _place = MessagePlace.Header;

    private MessageKeys(MessageParts parts, MessageLimits limits, KeyHandler onKey)
    {
        _parts = parts;
        _onKey = onKey;
        _header = new PendingHeader(limits.HeaderSize);
        _nesting = new MessageNesting(limits);
    }

    /// <summary>Reads a message and passes its keys to the handler.</summary>
    /// <param name="input">The message. Read to the end, except with headers only, or if the handler stops.</param>
    /// <param name="parts">What becomes a key.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="onKey">Takes each key.</param>
    public static void Read(Stream input, MessageParts parts, MessageLimits limits, KeyHandler onKey)
    {
        using var lines = new KeyLines(input);
        var keys = new MessageKeys(parts, limits, onKey);
        while (lines.Read(out var line))
        {
            if (!keys.Take(line)) return;
        }

        keys.EndHeaderField();
    }

    private bool Take(ReadOnlySpan<byte> line)
    {
        if (_place != MessagePlace.Body)
        {
            if (_header.TryContinue(line)) return true;
            if (!EndHeaderField()) return false;
            if (_header.TryStart(line)) return true;
            if (!EndHeader(line)) return false;
        }

        if (_nesting.TryCross(line) is { } place) _place = place;
        return (_parts & MessageParts.Body) == 0 || _onKey(KeyLines.UpToNul(line));
    }

    /// <summary>Ends the current field: all its lines have been collected.</summary>
    private bool EndHeaderField()
    {
        if (_header.IsEmpty) return true;
        if ((_parts & MessageParts.Mime) != 0) _nesting.Learn(_header);
        var wantsMore = (_parts & MessageParts.Headers) == 0 || _onKey(_header.Text);
        _header.Clear();
        return wantsMore;
    }

    /// <summary>The first line that is not a field ends the header, and belongs to the body.</summary>
    private bool EndHeader(ReadOnlySpan<byte> line)
    {
        var isOfMessage = _place == MessagePlace.Header;
        if (isOfMessage && _parts == MessageParts.Headers) return false;

        if (line.IsEmpty)
        {
            _place = _nesting.EnterBody();
            return true;
        }

        // Postfix adds the empty line at the end of the message's header if it is missing.
        _place = MessagePlace.Body;
        return !isOfMessage || (_parts & MessageParts.Body) == 0 || _onKey([]);
    }
}
