using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>Text: each finding with its source line, carets and help; on a terminal, or where colours are wanted, in colour.</summary>
/// <param name="environment">Where to.</param>
/// <param name="isSecret">Whether no line of a file may be shown.</param>
internal sealed class TextLintOutput(CommandEnvironment environment, Predicate<string> isSecret) : ILintOutput
{
    private readonly StyledText? _styled = environment.OutputIsTerminal || environment.PaintsOutput ? new StyledText(environment.PaintsOutput) : null;

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        var excerpt = isSecret(diagnostic.Path) ? null : SourceExcerpt.Read(diagnostic, environment.OutputIsTerminal ? environment.OutputWidth() : null);
        environment.Output.Write(environment.FitOutput(_styled is null ? Plain(diagnostic, excerpt) : Styled(_styled, diagnostic, excerpt)));
    }

    /// <inheritdoc/>
    public void ReportFailure(string message)
    {
        // Standard error shows it.
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _styled?.Dispose();

    private static string Styled(StyledText text, Diagnostic diagnostic, SourceExcerpt? excerpt)
    {
        DiagnosticText.WriteRich(text.Console, diagnostic, excerpt);
        return text.Take();
    }

    private static string Plain(Diagnostic diagnostic, SourceExcerpt? excerpt)
    {
        using var text = new StringWriter { NewLine = "\n" };
        DiagnosticText.WritePlain(text, diagnostic, excerpt);
        return text.ToString();
    }
}
