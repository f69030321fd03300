namespace MapKit.Cli.Rendering;

/// <summary>How much of a finding about a source may be shown.</summary>
internal enum FindingMask
{
    /// <summary>All, with the line of the source.</summary>
    None,

    /// <summary>The message, but not the line.</summary>
    WithoutExcerpts,

    /// <summary>Only the rule and the place: the message may quote a secret.</summary>
    WithoutText,
}
