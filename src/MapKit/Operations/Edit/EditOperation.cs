using MapKit.Diagnostics;
using MapKit.Editing;
using MapKit.Lookup;
using MapKit.Maps.Replacement;
using MapKit.Operations.Compile;
using MapKit.Platform;

namespace MapKit.Operations.Edit;

/// <summary>
/// Edits a source file: the verbs <c>set</c>, <c>unset</c>, <c>rename</c> and <c>fmt</c>, without a terminal. The file is replaced atomically;
/// it keeps mode and owner, and a symbolic link to it is kept. If nothing changes it is not
/// opened for writing.
/// </summary>
public static class EditOperation
{
    private const int MostAttempts = 100;

    /// <summary>Sets a key's value, see <see cref="TableDocument.Set"/>.</summary>
    /// <param name="path">The source, which must exist.</param>
    /// <param name="key">The key as it is stored.</param>
    /// <param name="value">The value as written in a table.</param>
    /// <param name="options">How.</param>
    /// <exception cref="TableEditException">Key or value cannot be written; the file is unchanged.</exception>
    /// <exception cref="IOException">The source cannot be read or written; it is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public static EditResult Set(string path, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, EditOptions options) => Run(path, options, document =>
    {
        var outcome = document.Set(key.Span, value.Span);
        int[] lines = [.. document.FindAll(key.Span).Select(entry => entry.Line)];
        return new Edit(outcome == SetOutcome.Unchanged ? EditOutcome.Unchanged : EditOutcome.Written) { Set = outcome, Lines = lines[..1], HiddenLines = lines[1..], Key = key };
    });

    /// <summary>Removes every entry of a key, see <see cref="TableDocument.Remove"/>.</summary>
    /// <param name="path">The source.</param>
    /// <param name="key">The key as it is stored.</param>
    /// <param name="options">How.</param>
    /// <exception cref="TableEditException">The edited source would be read differently; the file is unchanged.</exception>
    /// <exception cref="IOException">As <see cref="Set"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="Set"/>.</exception>
    public static EditResult Unset(string path, ReadOnlyMemory<byte> key, EditOptions options) => Run(path, options, document =>
    {
        var removed = document.Remove(key.Span);
        return new Edit(removed.Count == 0 ? EditOutcome.NotFound : EditOutcome.Written) { Lines = [.. removed.Select(entry => entry.Line)] };
    });

    /// <summary>Renames a key, see <see cref="TableDocument.Rename"/>.</summary>
    /// <param name="path">The source.</param>
    /// <param name="key">The key as it is stored.</param>
    /// <param name="newKey">The key that its entry gets.</param>
    /// <param name="options">How.</param>
    /// <exception cref="TableEditException">The key occurs more than once, or the new key is a duplicate or cannot be written; the file is unchanged.</exception>
    /// <exception cref="IOException">As <see cref="Set"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="Set"/>.</exception>
    public static EditResult Rename(string path, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> newKey, EditOptions options) => Run(path, options, document =>
    {
        var before = document.Source;
        if (!document.Rename(key.Span, newKey.Span)) return new Edit(EditOutcome.NotFound);
        return new Edit(OutcomeOf(document, before)) { Lines = [document.Find(newKey.Span)!.Line], Key = newKey };
    });

    /// <summary>Applies any number of edits to one source, all of them or none.</summary>
    /// <param name="path">The source.</param>
    /// <param name="change">Makes the edits; called again if another program changes the file meanwhile.</param>
    /// <param name="options">How.</param>
    /// <exception cref="TableEditException">Thrown by <paramref name="change"/>; the file is unchanged.</exception>
    /// <exception cref="IOException">As <see cref="Set"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="Set"/>.</exception>
    public static EditResult Apply(string path, Action<TableDocument> change, EditOptions options)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Run(path, options, document =>
        {
            var before = document.Source;
            change(document);
            return new Edit(OutcomeOf(document, before));
        });
    }

    /// <summary>Aligns a source, see <see cref="TableDocument.AlignColumns"/>.</summary>
    /// <param name="path">The source.</param>
    /// <param name="options">How.</param>
    /// <exception cref="TableEditException">The edited source would be read differently; the file is unchanged.</exception>
    /// <exception cref="IOException">As <see cref="Set"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="Set"/>.</exception>
    public static EditResult Format(string path, EditOptions options) =>
        Run(path, options, document => new Edit(document.AlignColumns() ? EditOutcome.Written : EditOutcome.Unchanged));

    private static EditOutcome OutcomeOf(TableDocument document, ReadOnlyMemory<byte> before) =>
        document.Source.Span.SequenceEqual(before.Span) ? EditOutcome.Unchanged : EditOutcome.Written;

    private static EditResult Run(string path, EditOptions options, Func<TableDocument, Edit> change)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return RunInPlace(path, options, change);
        }
        catch (TableEditException exception)
        {
            throw new TableEditException($"{path}: {exception.Message}", exception);
        }
    }

    private static EditResult RunInPlace(string path, EditOptions options, Func<TableDocument, Edit> change)
    {
        var documents = options.DocumentOptions(path);
        var bytes = SourceBytes.Read(path);
        var document = new TableDocument(bytes, documents);
        var edit = change(document);
        edit = Checked(path, edit, document, options);
        if (edit.Outcome == EditOutcome.Written && options.CheckOnly) edit = edit with { Outcome = EditOutcome.WouldChange };
        if (edit.Outcome != EditOutcome.Written)
        {
            if (LibC.IsSupported && !options.CheckOnly) Leftovers.RemoveOfSource(path);
            return ResultOf(path, edit, []) with { Before = bytes, After = edit.Outcome == EditOutcome.WouldChange ? document.Source : bytes };
        }

        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            using var output = SourceReplacement.Begin(path, options.OnWaiting, options.Cancellation);
            if (!output.Holds(bytes))
            {
                // Another program changed the file before it was locked: the edit is repeated.
                bytes = output.Read();
                document = new TableDocument(bytes, documents);
                edit = Checked(path, change(document), document, options);
                if (edit.Outcome != EditOutcome.Written) return ResultOf(path, edit, []) with { Before = bytes, After = bytes };
            }

            if (output.TryCommit(document.Source.Span) is { } notes) return ResultOf(path, edit, notes) with { Before = bytes, After = document.Source };
        }

        throw new IOException($"cannot replace {path}: other programs change it continuously; nothing was written");
    }

    private static Edit Checked(string path, Edit edit, TableDocument document, EditOptions options)
    {
        if (edit.Outcome != EditOutcome.Written || edit.Key is not { } key || document.Find(key.Span) is not { } entry) return edit;
        var findings = WrittenEntryCheck.Findings(path, entry, document, options);
        return edit with { Findings = findings, Outcome = !options.Force && Array.Exists(findings, finding => finding.Severity == Severity.Error) ? EditOutcome.Refused : edit.Outcome };
    }

    private static EditResult ResultOf(string path, Edit edit, IReadOnlyList<string> notes) => new(
        path,
        edit.Outcome,
        edit.Set,
        edit.Lines,
        edit.HiddenLines,
        notes,
        edit.Outcome is EditOutcome.Written or EditOutcome.Unchanged ? OlderMap.Beside(path) : [])
    {
        Findings = edit.Findings,
    };

    private sealed record Edit(EditOutcome Outcome)
    {
        public SetOutcome Set { get; init; }

        /// <summary>The key of the entry that is written, or null.</summary>
        public ReadOnlyMemory<byte>? Key { get; init; }

        public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

        public IReadOnlyList<int> Lines { get; init; } = [];

        public IReadOnlyList<int> HiddenLines { get; init; } = [];
    }
}
