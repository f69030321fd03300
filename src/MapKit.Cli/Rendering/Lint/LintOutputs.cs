namespace MapKit.Cli.Rendering.Lint;

/// <summary>The output formats of lint.</summary>
internal static class LintOutputs
{
    /// <summary>Text.</summary>
    public const string Text = "text";

    /// <summary>JSON, one object a line.</summary>
    public const string Json = "json";

    /// <summary>The names.</summary>
    public static readonly string[] Names = [Text, Json, "sarif", "github", "checkstyle", "gitlab"];

    /// <summary>Begins an output.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="environment">Where to.</param>
    /// <param name="masks">What may be shown of each file.</param>
    public static ILintOutput Open(string format, CommandEnvironment environment, IReadOnlyDictionary<string, FindingMask> masks) => format switch
    {
        Json => new JsonLintOutput(environment.Output),
        "sarif" => new SarifLintOutput(environment.Output),
        "github" => new GitHubLintOutput(environment.Output),
        "checkstyle" => new CheckstyleLintOutput(environment.Output),
        "gitlab" => new GitLabLintOutput(environment.Output),
        _ => new TextLintOutput(environment, path => masks.GetValueOrDefault(path) != FindingMask.None),
    };

    /// <summary>Writes the report of a run that ended before it found anything.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="environment">Where to.</param>
    /// <param name="message">Why it ended.</param>
    public static void WriteFailure(string format, CommandEnvironment environment, string message)
    {
        using var output = Open(format, environment, new Dictionary<string, FindingMask>());
        output.ReportFailure(message);
        output.End();
    }
}
