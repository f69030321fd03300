namespace MapKit.Diagnostics;

/// <summary>The severity of a finding.</summary>
public enum Severity
{
    /// <summary>Information; nothing is wrong.</summary>
    Info,

    /// <summary>Probably a mistake.</summary>
    Warning,

    /// <summary>Postfix ignores the line, or cannot use its value.</summary>
    Error,
}
