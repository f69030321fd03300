using System.Globalization;

namespace MapKit.Linting;

/// <summary>The text for the number of further entries that a finding covers.</summary>
internal static class MoreEntries
{
    /// <summary>The end of a message, such as <c> (1 more such entry)</c>; empty if there is only one.</summary>
    /// <param name="count">Entries in all.</param>
    public static string Text(int count) => count switch
    {
        1 => "",
        2 => " (1 more such entry)",
        _ => string.Create(CultureInfo.InvariantCulture, $" ({count - 1} more such entries)"),
    };
}
