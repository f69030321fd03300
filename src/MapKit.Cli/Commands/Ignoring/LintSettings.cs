using System.IO.Enumeration;
using MapKit.Diagnostics;

namespace MapKit.Cli.Commands.Ignoring;

/// <summary>What lint does not report: of the command line, and of a file mapkit.toml.</summary>
internal sealed record LintSettings
{
    /// <summary>Nothing is ignored.</summary>
    public static readonly LintSettings None = new();

    /// <summary>The folder to which the patterns of paths are relative.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The minimum severity to report, or null for the default.</summary>
    public string? Level { get; init; }

    /// <summary>Codes of rules, or their beginnings.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Patterns of paths in which nothing is reported.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Patterns of paths, each with the codes that are ignored in these files.</summary>
    public IReadOnlyList<(string Pattern, IReadOnlyList<string> Codes)> ByFile { get; init; } = [];

    /// <summary>The level if none is given.</summary>
    public const string DefaultLevel = "warning";

    /// <summary>The severity of a level.</summary>
    public static Severity SeverityOf(string level) => level switch { "error" => Severity.Error, "info" => Severity.Info, _ => Severity.Warning };

    /// <summary>Whether a finding is not reported.</summary>
    public bool Ignores(Diagnostic finding) =>
        IsAmong(finding.Rule, Ignored)
        || Excluded.Any(pattern => IsMatch(pattern, finding.Path))
        || ByFile.Any(row => IsMatch(row.Pattern, finding.Path) && IsAmong(finding.Rule, row.Codes));

    private static bool IsAmong(DiagnosticRule rule, IReadOnlyList<string> codes) => codes.Any(code => RuleCode.Begins(rule, code));

    /// <summary>A pattern without a slash is a file's name, any other a path; * matches any characters, ? one.</summary>
    private bool IsMatch(string pattern, string path)
    {
        var isName = !pattern.Contains('/', StringComparison.Ordinal);
        return FileSystemName.MatchesSimpleExpression(
            isName ? pattern : Path.GetFullPath(pattern, Path.GetFullPath(Folder.Length == 0 ? "." : Folder)), isName ? Path.GetFileName(path) : Path.GetFullPath(path), ignoreCase: false);
    }
}
