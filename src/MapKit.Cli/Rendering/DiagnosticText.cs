using MapKit.Diagnostics;
using Spectre.Console;

namespace MapKit.Cli.Rendering;

/// <summary>A finding as text: one line and its help; on a terminal also the source line and a caret.</summary>
internal static class DiagnosticText
{
    /// <summary>The severity as every output names it.</summary>
    public static string NameOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary>The plain form.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="excerpt">The source line of the finding, or null to show none.</param>
    public static void WritePlain(TextWriter output, Diagnostic diagnostic, SourceExcerpt? excerpt = null)
    {
        output.WriteLine(diagnostic);
        if (excerpt is not null)
        {
            output.WriteLine($"    {excerpt.Line}");
            output.WriteLine($"    {new string(' ', excerpt.CaretIndent)}{new string('^', excerpt.CaretCount)}");
        }

        if (diagnostic.Help is { } help) output.WriteLine($"    help: {help}");
    }

    /// <summary>The form for a terminal.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="excerpt">The source line of the finding, or null to show none.</param>
    public static void WriteRich(IAnsiConsole console, Diagnostic diagnostic, SourceExcerpt? excerpt)
    {
        var style = diagnostic.Severity switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "blue" };
        var text = diagnostic.ToString();
        var head = text[..text.IndexOf($": {NameOf(diagnostic.Severity)} ", StringComparison.Ordinal)];
        console.MarkupLineInterpolated($"[bold]{head}:[/] [{style}]{NameOf(diagnostic.Severity)} {diagnostic.Rule.Code}:[/] {diagnostic.Message}");
        if (excerpt is not null)
        {
            console.WriteLine($"    {excerpt.Line}");
            console.MarkupLineInterpolated($"    {new string(' ', excerpt.CaretIndent)}[{style}]{new string('^', excerpt.CaretCount)}[/]");
        }

        if (diagnostic.Help is { } help) console.MarkupLineInterpolated($"    [dim]help:[/] {help}");
    }
}
