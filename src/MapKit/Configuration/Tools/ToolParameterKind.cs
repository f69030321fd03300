namespace MapKit.Configuration.Tools;

/// <summary>How the text of a parameter is checked.</summary>
internal enum ToolParameterKind
{
    /// <summary>A text with a least and a most length.</summary>
    Text,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    Boolean,

    /// <summary>A number of 32 bits.</summary>
    Number,

    /// <summary>A number of 64 bits.</summary>
    LongNumber,

    /// <summary>A time.</summary>
    Time,
}
