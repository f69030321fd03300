using System.Text;
using MapKit.Diagnostics;
using MapKit.Source;
using Spectre.Console;

namespace MapKit.Cli.Rendering;

/// <summary>Prints findings as they are made: JSON lines, plain lines, or with source line and caret on a terminal.</summary>
internal sealed class DiagnosticPrinter : IDiagnosticSink
{
    private const int ExcerptLimit = 160;

    private readonly CommandEnvironment _environment;
    private readonly bool _json;
    private readonly bool _showExcerpts;
    private readonly IAnsiConsole? _console;

    /// <summary>Creates a printer.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="json">JSON on standard output instead of text on standard error.</param>
    /// <param name="showExcerpts">Whether source lines may be shown; not for tables with secrets.</param>
    public DiagnosticPrinter(CommandEnvironment environment, bool json, bool showExcerpts)
    {
        _environment = environment;
        _json = json;
        _showExcerpts = showExcerpts;
        if (environment.ErrorIsTerminal && !json)
        {
            _console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(environment.Error),
                ColorSystem = environment.Color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Ansi = environment.Color ? AnsiSupport.Yes : AnsiSupport.No,
            });
            _console.Profile.Width = 10_000;
        }
    }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (_json) JsonLine.Write(_environment.Output, diagnostic);
        else if (_console is null) DiagnosticText.WritePlain(_environment.Error, diagnostic);
        else DiagnosticText.WriteRich(_console, diagnostic, _showExcerpts ? Excerpt(diagnostic) : null);
    }

    /// <summary>The start of the line that a finding stands on, read back from the file; null if it is not there any more.</summary>
    private static string? Excerpt(Diagnostic diagnostic)
    {
        if (diagnostic.Place is not { Span.Length: > 0 } place || place.Column > ExcerptLimit || !File.Exists(diagnostic.Path)) return null;
        try
        {
            using var file = File.OpenHandle(diagnostic.Path);
            var before = Encoding.UTF8.GetMaxByteCount(place.Column);
            var start = Math.Max(0, place.Span.Start - before);
            var bytes = new byte[before + ExcerptLimit];
            var read = bytes.AsSpan(0, RandomAccess.Read(file, bytes, start));
            var at = (int)(place.Span.Start - start);
            if (at > read.Length) return null;
            var lineStart = read[..at].LastIndexOf((byte)'\n') + 1;
            var length = read[lineStart..].IndexOf((byte)'\n');
            return DisplayText.Of(length < 0 ? read[lineStart..] : read.Slice(lineStart, length));
        }
        catch (IOException)
        {
            // The finding has been told; the picture is a courtesy.
            return null;
        }
    }
}
