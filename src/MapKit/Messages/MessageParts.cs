namespace MapKit.Messages;

/// <summary>Which parts of a message are keys: the options <c>-h</c>, <c>-b</c> and <c>-m</c> of postmap.</summary>
[Flags]
internal enum MessageParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>-h</c>: each logical header, its lines joined by LF.</summary>
    Headers = 1,

    /// <summary><c>-b</c>: each line of the body, beginning with the empty one that ends the message's header.</summary>
    Body = 2,

    /// <summary><c>-m</c>: the structure is followed, so that headers of attachments and of attached messages are headers, not lines of the body.</summary>
    Mime = 4,
}
