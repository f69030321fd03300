using System.Text.RegularExpressions;

namespace MapKit.Configuration.Parameters;

/// <summary>The parameters that the macros of a value name, in every branch (docs/formats/configuration.md#macros).</summary>
internal static partial class MacroNames
{
    /// <summary>The names, in order.</summary>
    /// <param name="value">The value, one character per byte.</param>
    public static IEnumerable<string> In(string value) =>
        value.Contains('$', StringComparison.Ordinal)
            ? Macro().Matches(value).Select(match => match.Groups["name"].Value).Where(name => name.Length > 0)
            : [];

    /// <summary>The names and where they are.</summary>
    /// <param name="value">The value, one character per byte.</param>
    public static IEnumerable<(string Name, int Start)> PlacesIn(string value) =>
        Macro().Matches(value).Select(match => match.Groups["name"]).Where(name => name.Length > 0).Select(name => (name.Value, name.Index));

    /// <summary>Two dollar signs are one that is no macro. A name before a brace is that of a function.</summary>
    [GeneratedRegex(@"\$\$|\$(?:[{(][ \t\r\n]*(?<name>[A-Za-z0-9_]+)(?![A-Za-z0-9_{])|(?<name>[A-Za-z0-9_]+))", RegexOptions.CultureInvariant)]
    private static partial Regex Macro();
}
