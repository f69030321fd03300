using System.CommandLine;
using System.Globalization;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option that limits the memory for the records of a table.</summary>
internal static class MemoryOption
{
    private const string Units = "KMGT";
    private const int BitsPerUnit = 10;

    /// <summary>Creates the option.</summary>
    public static Option<string?> Create() => new("--memory")
    {
        HelpName = "SIZE",
        Description = "Memory for the records, such as 500M or 2G. A larger table is sorted on disk, beside the map. Default: three quarters of the available memory",
    };

    /// <summary>Parses the value.</summary>
    /// <param name="text">Digits and an optional unit; null if the option was not given.</param>
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
            : throw new FormatException($"--memory {text}: give a number of bytes, optionally followed by K, M, G or T, such as 500M");
    }
}
