using MapKit.Diagnostics;
using MapKit.Editing;
using MapKit.Operations.Lint;
using MapKit.Source;

namespace MapKit.Operations.Edit;

/// <summary>The findings of an entry that an edit writes: what is wrong with it by itself, and the errors that it is in the configuration.</summary>
internal static class WrittenEntryCheck
{
    /// <summary>Finds them. All are on the entry's first line.</summary>
    /// <param name="path">The source.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="document">The edited source.</param>
    /// <param name="options">How.</param>
    public static Diagnostic[] Findings(string path, DocumentEntry entry, TableDocument document, EditOptions options)
    {
        var place = new SourcePlace(default, entry.Line, 1, 1);
        var own = options.FormatOf(path).Check(ByteText.FromBytes(entry.Key.Span), ByteText.FromBytes(entry.Value.Span))
            .Select(problem => new Diagnostic(problem.Rule, path, place, problem.Message, problem.Help) { Severity = problem.Severity });
        if (options.Lint is not { } lint) return [.. own];

        // A table of this entry alone: its warnings are about what the others may have.
        var operation = new LintOperation(lint with { ChecksConfiguration = false, IsOneTable = true, Level = Severity.Error });
        using var line = new MemoryStream(document.Source.Slice(entry.Start, entry.Length).ToArray(), writable: false);
        operation.Read(line, path, options.FormatOf(path));
        var errors = new DiagnosticList();
        operation.Report(errors);
        return
        [
            .. errors.Where(error => error.Path == path).Select(error => error with { Place = place }),
            .. own.Where(finding => finding.Severity < Severity.Error),
        ];
    }
}
