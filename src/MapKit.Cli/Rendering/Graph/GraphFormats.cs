namespace MapKit.Cli.Rendering.Graph;

/// <summary>The formats of pictures.</summary>
internal static class GraphFormats
{
    /// <summary>JSON.</summary>
    public const string Json = "json";

    private const string Default = "mermaid";

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, "dot", "svg", "html", Json];

    /// <summary>The format of a command line: the one that is given, else that of the file's name.</summary>
    /// <param name="given">The name of the option; null without it.</param>
    /// <param name="path">The file; null for standard output.</param>
    /// <exception cref="FormatException">The file's name tells no format, or another one.</exception>
    public static string Choose(string? given, string? path)
    {
        if (path is null) return given ?? Default;
        var named = FormatOfName(path);
        if (given is not null && named is not null && given != named) throw new FormatException($"--output {path}: the name tells {named}, and the options {given}: change one of them");
        return given ?? named ?? throw new FormatException($"--output {path}: the name tells no format; add --output-format {string.Join('|', Names)}, or use a name that ends in .mmd, .dot, .svg, .html or .json");
    }

    private static string? FormatOfName(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".mmd" or ".mermaid" => Default,
        ".dot" or ".gv" => "dot",
        ".svg" => "svg",
        ".html" or ".htm" => "html",
        ".json" => Json,
        _ => null,
    };
}
