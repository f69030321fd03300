using MapKit.Postfix;

namespace MapKit.Configuration.StartUp;

/// <summary>A parameter that every program of Postfix reads as it starts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it is checked.</param>
/// <param name="Minimum">Least value or length, or 0 for none.</param>
/// <param name="Maximum">Largest value or length, or 0 for none.</param>
/// <param name="Only">Whether a version reads it here; null for both.</param>
internal readonly record struct ToolParameter(
    string Name, ToolParameterKind Kind, int Minimum, int Maximum, Func<VersionDifferences, bool>? Only);

/// <summary>How the text of a parameter is checked.</summary>
internal enum ToolParameterKind
{
    /// <summary>A text with a minimum and a maximum length.</summary>
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
