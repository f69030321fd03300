using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Tables;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>Counts findings, and masks the parts that must not be shown.</summary>
/// <param name="next">Takes them.</param>
/// <param name="masks">What may be shown of a file.</param>
internal sealed class FindingCounts(ILintOutput next, Dictionary<string, FindingMask> masks) : ILintOutput
{
    private int _errors;
    private int _warnings;
    private int _notes;

    /// <summary>Whether there was a finding.</summary>
    public bool Any => _errors + _warnings + _notes > 0;

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        switch (diagnostic.Severity)
        {
            case Severity.Error:
                _errors++;
                break;
            case Severity.Warning:
                _warnings++;
                break;
            default:
                _notes++;
                break;
        }

        next.Report(masks.GetValueOrDefault(diagnostic.Path) == FindingMask.WithoutText ? SecretMask.WithoutText(diagnostic) : diagnostic);
    }

    /// <inheritdoc/>
    public void ReportFailure(string message) => next.ReportFailure(message);

    /// <inheritdoc/>
    public void End() => next.End();

    /// <inheritdoc/>
    public void Dispose() => next.Dispose();

    /// <summary>The counts in one line.</summary>
    /// <param name="tables">Number of tables.</param>
    /// <param name="unread">Number of sources that could not be read.</param>
    /// <param name="ignored">Number of findings that are ignored on request.</param>
    public string Summary(int tables, int unread, int ignored)
    {
        string[] parts = [Counted(tables, "table"), .. unread == 0 ? [] : new[] { $"{Counted(unread, "source")} not checked" }, .. Some(_errors, "error"), .. Some(_warnings, "warning"), .. Some(_notes, "info"), .. Any || tables == 0 ? [] : new[] { "no findings" }, .. ignored == 0 ? [] : new[] { $"{ignored} ignored" }];
        return string.Join(", ", parts);
    }

    private static IEnumerable<string> Some(int count, string name) => count == 0 ? [] : [Counted(count, name)];

    private static string Counted(int count, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(count == 1 || name == "info" ? "" : "s")}");
}
