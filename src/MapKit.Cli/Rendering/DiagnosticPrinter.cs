using MapKit.Diagnostics;
using MapKit.Tables;
using Spectre.Console;

namespace MapKit.Cli.Rendering;

/// <summary>Prints each finding when it is reported: as JSON, as a plain line, or on a terminal with source line and caret.</summary>
internal sealed class DiagnosticPrinter : IDiagnosticSink
{
    private readonly CommandEnvironment _environment;
    private readonly bool _json;
    private readonly FindingMask _mask;
    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly IAnsiConsole? _console;

    /// <summary>Creates a printer.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="json">JSON on standard output instead of text on standard error.</param>
    /// <param name="mask">What may be shown.</param>
    public DiagnosticPrinter(CommandEnvironment environment, bool json, FindingMask mask)
    {
        _environment = environment;
        _json = json;
        _mask = mask;
        if (environment.ErrorIsTerminal && !json) _console = DiagnosticText.ConsoleOn(_text, environment.PaintsError);
    }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (_mask == FindingMask.WithoutText) diagnostic = SecretMask.WithoutText(diagnostic);
        if (_json) JsonLine.Write(_environment.Output, diagnostic);
        else if (_console is null) DiagnosticText.WritePlain(_environment.Error, diagnostic);
        else WriteRich(_console, diagnostic);
    }

    private void WriteRich(IAnsiConsole console, Diagnostic diagnostic)
    {
        DiagnosticText.WriteRich(console, diagnostic, _mask == FindingMask.None ? SourceExcerpt.Read(diagnostic, _environment.ErrorWidth()) : null);
        _environment.Error.Write(_environment.FitError(_text.ToString()));
        _text.GetStringBuilder().Clear();
    }
}
