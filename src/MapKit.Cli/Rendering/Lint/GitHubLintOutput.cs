using System.Globalization;
using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>Workflow commands of GitHub Actions, which become annotations of the source lines.</summary>
internal sealed class GitHubLintOutput(ByteWriter output) : ILintOutput
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        var command = diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
        var place = diagnostic.Place is { } where
            ? string.Create(CultureInfo.InvariantCulture, $",line={where.Line},col={where.Column},endColumn={where.EndColumn}")
            : "";
        var message = diagnostic.Help is { } help ? $"{diagnostic.Message}\nhelp: {help}" : diagnostic.Message;
        output.WriteLine($"::{command} file={Property(diagnostic.Path)}{place},title={Property($"{diagnostic.Rule.Code} {diagnostic.Rule.Title}")}::{Data(message)}");
    }

    /// <inheritdoc/>
    public void ReportFailure(string message) => output.WriteLine($"::error title=mapkit::{Data(message)}");

    /// <inheritdoc/>
    public void End()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
