namespace MapKit.Messages;

/// <summary>The kind of a token of a header field.</summary>
internal enum HeaderTokenKind
{
    /// <summary>Text without quotes.</summary>
    Word,

    /// <summary>Text that was in quotes.</summary>
    Quoted,

    /// <summary>One special or control character.</summary>
    Special,
}
