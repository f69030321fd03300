using MapKit.Diagnostics;
using MapKit.Tables;

namespace MapKit.Cli.Rendering;

/// <summary>Prints each finding when it is reported: as JSON, as a plain line, or on a terminal, or where colours are wanted, with source line and caret.</summary>
internal sealed class DiagnosticPrinter : IDiagnosticSink
{
    private readonly CommandEnvironment _environment;
    private readonly bool _json;
    private readonly FindingMask _mask;
    private readonly bool _isRich;

    /// <summary>Creates a printer.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="json">JSON on standard output instead of text on standard error.</param>
    /// <param name="mask">What may be shown.</param>
    public DiagnosticPrinter(CommandEnvironment environment, bool json, FindingMask mask)
    {
        _environment = environment;
        _json = json;
        _mask = mask;
        _isRich = (environment.ErrorIsTerminal || environment.PaintsError) && !json;
    }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (_mask == FindingMask.WithoutText) diagnostic = SecretMask.WithoutText(diagnostic);
        if (_json) JsonLine.Write(_environment.Output, diagnostic);
        else if (!_isRich) DiagnosticText.WritePlain(_environment.Error, diagnostic);
        else WriteRich(diagnostic);
    }

    private void WriteRich(Diagnostic diagnostic)
    {
        using var text = new StyledText(_environment.PaintsError);
        DiagnosticText.WriteRich(text.Console, diagnostic, _mask == FindingMask.None ? SourceExcerpt.Read(diagnostic, _environment.ErrorIsTerminal ? _environment.ErrorWidth() : null) : null);
        _environment.Error.Write(_environment.FitError(text.Take()));
    }
}
