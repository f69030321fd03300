using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Allowances;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Loading;
using MapKit.Lookup.Patterns;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting;

/// <summary>One source that is being checked: the facts that the rules need, and its findings.</summary>
internal sealed class LintContext : IDiagnosticSink
{
    private List<UnplacedFinding> _unplaced = [];

    /// <summary>The source as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>The format by which it is read.</summary>
    public required TableFormat Format { get; init; }

    /// <summary>How its keys are folded.</summary>
    public required KeyFolding Folding { get; init; }

    /// <summary>Whether UTF-8 mode is on, so that lines that are not UTF-8 are ignored.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>Whether it is being compiled to a map. The rules then report nothing of severity info.</summary>
    public bool ForCompile { get; init; }

    /// <summary>Whether it is a file that can be read again, not standard input or a pipe.</summary>
    public bool IsFile { get; init; } = true;

    /// <summary>Whether it is a table of patterns or networks, which is not compiled to a map.</summary>
    public bool IsPatternTable { get; init; }

    /// <summary>The type of a table of patterns or networks; null for other sources.</summary>
    public RuleTableType? RuleType { get; init; }

    /// <summary>Whether the format was guessed from the file name.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>The version of the Postfix that uses it; null if unknown.</summary>
    public PostfixVersion? Version { get; init; }

    /// <summary>What to do with a duplicate key.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.First;

    /// <summary>Whether a duplicate key is an error that stops the work.</summary>
    public bool DuplicatesAreErrors { get; init; }

    /// <summary>The options for reading the entries of the source again.</summary>
    public EntryReaderOptions ReaderOptions => new() { Syntax = Format.Syntax, Utf8 = Utf8, Secret = Format.IsSecret };

    /// <summary>The findings.</summary>
    public FindingSet Findings { get; } = new();

    /// <summary>The lines with the key of an earlier line, as found while loading.</summary>
    public List<RepeatedKey> RepeatedKeys { get; } = [];

    /// <summary>The last line with a key that folding may change, as found while loading; 0 if there is none.</summary>
    public int LastFoldedLine { get; set; } = int.MaxValue;

    /// <summary>The comments that silence rules.</summary>
    public IReadOnlyList<Allowance> Allowances { get; set; } = [];

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => Findings.Report(diagnostic);

    /// <summary>Adds a finding of a rule of this folder.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Where, or null for the whole file.</param>
    /// <param name="message">One sentence: what is wrong and what Postfix does. Quotes no text of a table with secrets.</param>
    /// <param name="help">What to do instead.</param>
    public void Report(DiagnosticRule rule, SourcePlace? place, string message, string? help)
    {
        if (!ForCompile || rule.Severity > Severity.Info) Findings.Report(new Diagnostic(rule, Path, place, message, help));
    }

    /// <summary>Adds a finding about an entry for which only the line is known; its place is found later.</summary>
    /// <param name="line">The first line of the entry.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="help">What to do instead.</param>
    /// <param name="part">The part of the entry; by default its value.</param>
    public void ReportAt(int line, DiagnosticRule rule, string message, string? help, EntryPart? part = null)
    {
        if (!ForCompile || rule.Severity > Severity.Info) _unplaced.Add(new UnplacedFinding(line, part ?? EntryPart.Value, rule, message, help));
    }

    /// <summary>Takes the findings without a place.</summary>
    public IReadOnlyList<UnplacedFinding> TakeUnplaced()
    {
        var taken = _unplaced;
        _unplaced = [];
        return taken;
    }

    /// <summary>A key in a message. In a table of credentials it may be the credentials, in the wrong column.</summary>
    public string Show(ReadOnlySpan<byte> key) => Format.IsSecret ? "the key" : $"\"{DisplayText.Escape(key, 80)}\"";
}
