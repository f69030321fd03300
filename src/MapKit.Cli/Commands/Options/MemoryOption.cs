using System.CommandLine;
using System.Globalization;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option that bounds the memory for the records of a table.</summary>
internal static class MemoryOption
{
    private const string Units = "KMGT";
    private const int BitsPerUnit = 10;

    /// <summary>Makes the option.</summary>
    public static Option<string?> Create() => new("--memory")
    {
        Description = "Memory for the records, such as 500M or 2G: a table that needs more is sorted on disk, beside the map; default three quarters of what there is",
    };

    /// <summary>Reads what was given.</summary>
    /// <param name="text">Digits, and perhaps a unit; null if nothing was given.</param>
    /// <returns>Bytes.</returns>
    /// <exception cref="FormatException">It is no such size.</exception>
    public static long? Read(string? text)
    {
        if (text is null) return null;
        var unit = text.Length == 0 ? -1 : Units.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        var digits = unit < 0 ? text : text[..^1];
        var shift = (unit + 1) * BitsPerUnit;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= long.MaxValue >> shift
            ? number << shift
            : throw new FormatException($"--memory {text}: give a number of bytes, or with K, M, G or T after it, such as 500M");
    }
}
