namespace MapKit.Messages;

/// <summary>
/// The lookup keys of a message, as cleanup(8) makes them, and <c>postmap -q -</c> with <c>-h</c>, <c>-b</c> and <c>-m</c>
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
    private long _offset;

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
            if (!keys.TakePieces(line, limits.LineLength)) return;
        }

        keys.EndHeaderField();
    }

    /// <summary>A line that is too long arrives in pieces.</summary>
    private bool TakePieces(ReadOnlySpan<byte> line, int longest)
    {
        if (!Take(line[..Math.Min(line.Length, longest)], isContinued: false)) return false;
        while (line.Length > longest)
        {
            line = line[longest..];
            if (!Take(line[..Math.Min(line.Length, longest)], isContinued: true)) return false;
        }

        return true;
    }

    private bool Take(ReadOnlySpan<byte> line, bool isContinued)
    {
        if (_place != MessagePlace.Body)
        {
            if (isContinued ? _header.TryExtend(line) : _header.TryContinue(line)) return true;
            if (!EndHeaderField()) return false;
            if (_header.TryStart(line)) return true;
            if (!EndHeader(line)) return false;
        }

        if (!isContinued && _nesting.TryCross(line) is { } place)
        {
            _place = place;
            if (place == MessagePlace.Body) _offset = 0;
        }

        return (_parts & MessageParts.Body) == 0 || BodyLine(line);
    }

    private bool BodyLine(ReadOnlySpan<byte> line)
    {
        var offset = _offset;
        _offset += line.Length + 1;
        return _onKey(new MessageKey { Kind = MessageKeyKind.Body, Text = KeyLines.UpToNul(line), Offset = offset });
    }

    /// <summary>Ends the current field: all its lines have been collected.</summary>
    private bool EndHeaderField()
    {
        if (_header.IsEmpty) return true;
        if ((_parts & MessageParts.Mime) != 0) _nesting.Learn(_header);
        var wantsMore = (_parts & MessageParts.Headers) == 0 || _onKey(new MessageKey { Kind = HeaderKind, Text = _header.Text });
        _header.Clear();
        return wantsMore;
    }

    private MessageKeyKind HeaderKind => _place switch
    {
        MessagePlace.PartHeader => MessageKeyKind.PartHeader,
        MessagePlace.AttachedHeader => MessageKeyKind.AttachedHeader,
        _ => MessageKeyKind.Header,
    };

    /// <summary>The first line that is not a field ends the header, and belongs to the body.</summary>
    private bool EndHeader(ReadOnlySpan<byte> line)
    {
        var isOfMessage = _place == MessagePlace.Header;
        if (isOfMessage && _parts == MessageParts.Headers) return false;

        if (line.IsEmpty)
        {
            _offset = 0;
            _place = _nesting.EnterBody();
            return true;
        }

        // Postfix adds the empty line at the end of the message's header if it is missing.
        _place = MessagePlace.Body;
        if (isOfMessage && (_parts & MessageParts.Body) != 0 && !BodyLine([])) return false;
        _offset = 0;
        return true;
    }
}
