namespace MapKit.Cli.DropIn.Messages;

/// <summary>What a token of a header field is.</summary>
internal enum HeaderTokenKind
{
    /// <summary>Text without quotes.</summary>
    Word,

    /// <summary>Text that stood in quotes.</summary>
    Quoted,

    /// <summary>One special or control character.</summary>
    Special,
}
