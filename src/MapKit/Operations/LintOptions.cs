using MapKit.Diagnostics;

namespace MapKit.Operations;

/// <summary>How tables are linted.</summary>
public sealed record LintOptions
{
    /// <summary>Whether UTF-8 mode is on (<c>smtputf8_enable</c>): how keys are folded, and whether lines must be UTF-8.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>The least severity that is told.</summary>
    public Severity Level { get; init; } = Severity.Warning;
}
