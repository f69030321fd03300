using System.Text;
using MapKit.Cli.Rendering;
using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Rendering;

/// <summary>Findings on a terminal: with the line they stand on and a caret, where that line is known and may be shown.</summary>
public sealed class DiagnosticPrinterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_line_and_a_caret_are_shown() => Assert.Equal(
        """
        T:2:3: error MK1004: wrong
            b cc d
              ^^
            help: mend it

        """.ReplaceLineEndings("\n"),
        Print(new SourcePlace(new SourceSpan(6, 2), 2, 3, 5)));

    [Fact]
    public void Columns_are_characters()
    {
        _folder.Write("table", "\u00E9\u00E9 x\n");
        Assert.Contains("\n    \u00E9\u00E9 x\n       ^\n", Print(new SourcePlace(new SourceSpan(5, 1), 1, 4, 5), write: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_without_bytes_shows_no_line() =>
        Assert.Equal("T:2:1: error MK1004: wrong\n    help: mend it\n", Print(new SourcePlace(default, 2, 1, 1)));

    [Fact]
    public void A_table_with_secrets_shows_no_line() =>
        Assert.DoesNotContain("cc", Print(new SourcePlace(new SourceSpan(6, 2), 2, 3, 5), FindingMask.WithoutExcerpts), StringComparison.Ordinal);

    private string Print(SourcePlace place, FindingMask mask = FindingMask.None, bool write = true)
    {
        var path = write ? _folder.Write("table", "a 1\nb cc d\n") : _folder.File("table");
        using var error = new MemoryStream();
        using (var environment = new CommandEnvironment(Stream.Null, Stream.Null, error, false, errorIsTerminal: true, static name => name == "NO_COLOR" ? "1" : null))
        {
            new DiagnosticPrinter(environment, json: false, mask).Report(new Diagnostic(Rules.MissingValue, path, place, "wrong", "mend it"));
        }

        return Encoding.UTF8.GetString(error.ToArray()).Replace(path, "T", StringComparison.Ordinal);
    }
}
