namespace MapKit.Lookup.Probes;

/// <summary>One key that Postfix asks for.</summary>
/// <param name="Key">The key before it is folded, one character a byte.</param>
/// <param name="Reason">What it is of what was given.</param>
/// <param name="IsPartial">Whether it is only a part of it: tables whose keys are patterns are then passed over (postfix-tables 5.1).</param>
public sealed record Probe(string Key, ProbeReason Reason, bool IsPartial = false)
{
    /// <summary>Whether it is the second form of a key, without quotes, that is asked for where the first one is not there.</summary>
    public bool IsUnquoted { get; init; }

    /// <summary>The extension, delimiter included, that was cut off; null where none was.</summary>
    public string? Extension { get; init; }
}
