namespace MapKit.Messages;

/// <summary>A part of a message that is looked up: a logical header, or a line of a body.</summary>
internal readonly ref struct MessageKey
{
    /// <summary>What it is.</summary>
    public required MessageKeyKind Kind { get; init; }

    /// <summary>The text without NUL and line end; the lines of a header are joined by LF. Valid during the call.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>For a line of a body: bytes between the start of this body and the line, counting one for each line end; otherwise 0.</summary>
    public long Offset { get; init; }
}

/// <summary>The kind of a part of a message.</summary>
internal enum MessageKeyKind
{
    /// <summary>A header of the message itself.</summary>
    Header,

    /// <summary>A header of a part of a multipart.</summary>
    PartHeader,

    /// <summary>A header of an attached message.</summary>
    AttachedHeader,

    /// <summary>A line of a body.</summary>
    Body,
}
