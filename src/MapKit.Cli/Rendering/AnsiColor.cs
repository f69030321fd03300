namespace MapKit.Cli.Rendering;

/// <summary>A colour of a terminal.</summary>
internal enum AnsiColor
{
    /// <summary>The terminal's own.</summary>
    None = 0,

    /// <summary>Errors, removed text, damaged and missing maps.</summary>
    Red = 31,

    /// <summary>Added text.</summary>
    Green = 32,

    /// <summary>Warnings and changed text.</summary>
    Yellow = 33,

    /// <summary>Places.</summary>
    Cyan = 36,
}
