using MapKit.Diagnostics;
using Spectre.Console;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>Text: each finding with its source line, carets and help; in colour on a terminal.</summary>
internal sealed class TextLintOutput : ILintOutput
{
    private readonly CommandEnvironment _environment;
    private readonly Predicate<string> _isSecret;
    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly IAnsiConsole? _console;

    /// <summary>Creates an output.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="isSecret">Whether no line of a file may be shown.</param>
    public TextLintOutput(CommandEnvironment environment, Predicate<string> isSecret)
    {
        _environment = environment;
        _isSecret = isSecret;
        if (environment.OutputIsTerminal) _console = DiagnosticText.ConsoleOn(_text, environment.PaintsOutput);
    }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        var excerpt = _isSecret(diagnostic.Path) ? null : SourceExcerpt.Read(diagnostic, _console is null ? null : _environment.OutputWidth());
        if (_console is null) DiagnosticText.WritePlain(_text, diagnostic, excerpt);
        else DiagnosticText.WriteRich(_console, diagnostic, excerpt);
        _environment.Output.Write(_environment.FitOutput(_text.ToString()));
        _text.GetStringBuilder().Clear();
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
    public void Dispose() => _text.Dispose();
}
