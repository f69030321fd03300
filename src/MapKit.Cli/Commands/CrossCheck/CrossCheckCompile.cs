using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.CrossCheck;
using MapKit.Source;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>MapKit's side if no Postfix tool is installed: only the writer, because there are no messages and no exit status to compare.</summary>
/// <param name="rules">How the source is read.</param>
internal sealed class CrossCheckCompile(CrossCheckRules rules) : ICrossCheckEngine
{
    /// <inheritdoc/>
    public string Name => CrossCheckDropIn.MapKit;

    /// <inheritdoc/>
    public CrossCheckBuild Build(CrossCheckTask task)
    {
        var options = new CompileOptions
        {
            Types = [task.Type],
            Format = task.Format,
            Utf8 = rules.Utf8,
            Folding = rules.Folding,
            AliasKeys = rules.AliasKeys,
            Cancellation = task.Cancellation,
        };
        var findings = new DiagnosticList();
        try
        {
            var result = CompileOperation.Run(task.SourcePath, options, findings)[0];
            return new CrossCheckBuild { Messages = result.Outcome == CompileOutcome.Written ? null : [Last(findings)] };
        }
        catch (MapLimitException exception)
        {
            return new CrossCheckBuild { Messages = [ByteText.FromText(exception.Message)] };
        }
    }

    private static string Last(DiagnosticList findings) =>
        findings.LastOrDefault(finding => finding.Severity == Severity.Error) is { } error ? ByteText.FromText(error.Message) : "the source was refused";
}
