using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Allowances;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Loading;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting;

/// <summary>One source that is being checked: what the rules need to know of it, and its findings.</summary>
internal sealed class LintContext : IDiagnosticSink
{
    private List<UnplacedFinding> _unplaced = [];

    /// <summary>The source as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>The format by which it is read.</summary>
    public required TableFormat Format { get; init; }

    /// <summary>How its keys are folded.</summary>
    public required KeyFolding Folding { get; init; }

    /// <summary>Whether UTF-8 mode is on, so that lines that are not UTF-8 are no entries.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>Whether a map is being made of it. The rules then report nothing of severity info.</summary>
    public bool ForCompile { get; init; }

    /// <summary>Whether it is a file of that name that can be read again, and not standard input or a pipe.</summary>
    public bool IsFile { get; init; } = true;

    /// <summary>Whether it is a table of patterns or networks, of which no map is made.</summary>
    public bool IsPatternTable { get; init; }

    /// <summary>What a repeated key does.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.First;

    /// <summary>Whether a repeated key is an error that stops the work.</summary>
    public bool DuplicatesAreErrors { get; init; }

    /// <summary>How the entries of the source are read again.</summary>
    public EntryReaderOptions ReaderOptions => new() { Syntax = Format.Syntax, Utf8 = Utf8, Secret = Format.IsSecret };

    /// <summary>The findings.</summary>
    public FindingSet Findings { get; } = new();

    /// <summary>The lines whose key an earlier line has as well, as loading has found them out.</summary>
    public List<RepeatedKey> RepeatedKeys { get; } = [];

    /// <summary>The comments that silence rules.</summary>
    public IReadOnlyList<Allowance> Allowances { get; set; } = [];

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => Findings.Report(diagnostic);

    /// <summary>Adds a finding of a rule of this folder.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Where, or null for the whole file.</param>
    /// <param name="message">One sentence: what is wrong and what Postfix does then. Quotes nothing of a table with secrets.</param>
    /// <param name="help">What to do instead.</param>
    public void Report(DiagnosticRule rule, SourcePlace? place, string message, string? help)
    {
        if (!ForCompile || rule.Severity > Severity.Info) Findings.Report(new Diagnostic(rule, Path, place, message, help));
    }

    /// <summary>Adds a finding about an entry of which only the line is known; its place is found later.</summary>
    /// <param name="line">The first line of the entry.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="help">What to do instead.</param>
    /// <param name="part">The part of the entry; by default its value.</param>
    public void ReportAt(int line, DiagnosticRule rule, string message, string? help, EntryPart? part = null)
    {
        if (!ForCompile || rule.Severity > Severity.Info) _unplaced.Add(new UnplacedFinding(line, part ?? EntryPart.Value, rule, message, help));
    }

    /// <summary>Takes the findings that have no place yet.</summary>
    public IReadOnlyList<UnplacedFinding> TakeUnplaced()
    {
        var taken = _unplaced;
        _unplaced = [];
        return taken;
    }

    /// <summary>A key in a message. In a table of credentials it may be the credentials, put into the wrong column.</summary>
    public string Show(ReadOnlySpan<byte> key) => Format.IsSecret ? "the key" : $"\"{DisplayText.Escape(key, 80)}\"";
}
