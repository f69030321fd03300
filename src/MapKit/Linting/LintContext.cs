using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting;

/// <summary>One source that is being checked: what the rules need to know of it, and its findings.</summary>
internal sealed class LintContext : IDiagnosticSink
{
    private readonly List<Diagnostic> _findings = [];
    private List<UnplacedFinding> _unplaced = [];

    /// <summary>The source as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>The format by which it is read.</summary>
    public required TableFormat Format { get; init; }

    /// <summary>How its keys are folded.</summary>
    public required KeyFolding Folding { get; init; }

    /// <summary>Whether UTF-8 mode is on, so that lines that are not UTF-8 are no entries.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>Whether a map is being made of it. Then the rules say nothing of severity info.</summary>
    public bool ForCompile { get; init; }

    /// <summary>Whether it is a file of that name that can be read again, and not standard input or a pipe.</summary>
    public bool IsFile { get; init; } = true;

    /// <summary>The bytes of a source that come only once, as from a pipe; null of a file.</summary>
    public Stream? Copy { get; set; }

    /// <summary>How the entries of the source are read again.</summary>
    public EntryReaderOptions ReaderOptions => new() { Syntax = Format.Syntax, Utf8 = Utf8, Secret = Format.IsSecret };

    /// <summary>How many findings have been told already.</summary>
    public int ToldCount { get; set; }

    /// <summary>The findings so far; the first ones are those of the road to the records.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>The comments that silence rules.</summary>
    public IReadOnlyList<Allowance> Allowances { get; set; } = [];

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => _findings.Add(diagnostic);

    /// <summary>Adds a finding of a rule of this folder.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Where, or null for the whole file.</param>
    /// <param name="message">One sentence: what is wrong and what Postfix does then. Quotes nothing of a table with secrets.</param>
    /// <param name="help">What to do instead.</param>
    public void Report(DiagnosticRule rule, SourcePlace? place, string message, string? help)
    {
        if (!ForCompile || rule.Severity > Severity.Info) _findings.Add(new Diagnostic(rule, Path, place, message, help));
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

    /// <summary>Whether there are findings without a place.</summary>
    public bool HasUnplaced => _unplaced.Count > 0;

    /// <summary>Takes the findings that have no place yet.</summary>
    public IReadOnlyList<UnplacedFinding> TakeUnplaced()
    {
        var taken = _unplaced;
        _unplaced = [];
        return taken;
    }

    /// <summary>Puts a finding in the place of another that says less.</summary>
    /// <param name="index">The number of the other in <see cref="Findings"/>.</param>
    /// <param name="diagnostic">The finding.</param>
    public void Replace(int index, Diagnostic diagnostic) => _findings[index] = diagnostic;

    /// <summary>Removes the findings of a rule.</summary>
    public void TakeBack(DiagnosticRule rule) => _findings.RemoveAll(finding => finding.Rule == rule);

    /// <summary>Removes the findings of a rule at a place.</summary>
    public void TakeBack(DiagnosticRule rule, SourcePlace place) => _findings.RemoveAll(finding => finding.Rule == rule && finding.Place == place);

    /// <summary>Number of findings of a rule so far.</summary>
    public int CountOf(DiagnosticRule rule) => _findings.Count(finding => finding.Rule == rule);

    /// <summary>A key in a message. In a table of credentials it may be the credentials, put into the wrong column.</summary>
    public string Show(ReadOnlySpan<byte> key) => Format.IsSecret ? "the key" : $"\"{DisplayText.Of(key, 80)}\"";
}
