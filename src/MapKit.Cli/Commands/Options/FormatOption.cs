using System.CommandLine;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>The option that gives the format of a table.</summary>
internal static class FormatOption
{
    /// <summary>Creates the option.</summary>
    /// <param name="default">The format if the option is not given.</param>
    /// <param name="what">What it is the format of.</param>
    /// <param name="name">The long name of the option.</param>
    /// <param name="more">Names beside those of the table formats.</param>
    public static Option<string?> Create(string @default = "from the main.cf parameter that uses the table, else from the file name", string what = "Table format", string name = "--format", params IReadOnlyList<string> more) =>
        new Option<string?>(name, "-f") { HelpName = "FORMAT", Description = $"{what}. Default: {@default}" }.Among([.. TableFormat.All.Select(format => format.Name), .. more]);
}
