namespace MapKit.Cli.Rendering;

/// <summary>What of findings about a source may be shown.</summary>
internal enum FindingMask
{
    /// <summary>All, with the line of the source.</summary>
    None,

    /// <summary>The message, but not the line.</summary>
    WithoutExcerpts,

    /// <summary>The rule and the place alone: the message may quote a secret.</summary>
    WithoutText,
}
