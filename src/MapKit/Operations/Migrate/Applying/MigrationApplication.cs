using MapKit.Diagnostics;
using MapKit.Operations.Edit;
using MapKit.Operations.Migrate.Planning;
using MapKit.Operations.Migrate.Proof;
using MapKit.Platform;
using MapKit.Platform.Paths;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>
/// Does what a plan says: all maps are made and verified, then the files are edited, then everything is checked. An error at any point, or a
/// signal, undoes what was done.
/// </summary>
/// <param name="plan">A plan that does not stop.</param>
/// <param name="run">The folder of the run.</param>
/// <param name="checks">What is compared before and after.</param>
internal sealed class MigrationApplication(MigrationPlan plan, RunFolder run, IReadOnlyList<IMigrationCheck> checks)
{
    private readonly Lock _gate = new();
    private readonly List<TableProof> _tables = [];
    private readonly List<string> _notes = [];
    private bool _isOver;

    /// <summary>The command that undoes what could not be undone at once.</summary>
    public required string RollbackLine { get; init; }

    /// <summary>Called when a signal has undone everything, or with the problem that prevented it.</summary>
    public Action<string?>? OnInterrupted { get; init; }

    /// <summary>Does it.</summary>
    /// <param name="report">Makes the report, which is kept in the folder of the run.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="IOException">It failed, and was undone.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public MigrationProof Run(Func<MigrationProof, byte[]> report)
    {
        using var signal = plan.Options.Cancellation.UnsafeRegister(static application => ((MigrationApplication)application!).UndoQuietly(), this);
        try
        {
            foreach (var check in checks) check.Before(plan);
            var origins = new OriginWatch(plan.Tables.Where(table => table.IsMigrated));
            Step(Announce);
            foreach (var table in plan.Tables.Where(table => table.State == TableMigrationState.Make)) Step(() => Make(table));
            foreach (var table in plan.Tables.Where(table => table is { State: TableMigrationState.Made, Origin: not null })) Step(() => Use(table));
            Step(origins.Check);
            foreach (var file in plan.Files) Step(() => Edit(file));
            var proof = new MigrationProof(_tables, [.. checks.Select(check => check.After(plan))], _notes);
            if (proof.Checks.FirstOrDefault(check => !check.IsGood) is { } failed) throw new IOException($"{failed.Name}: {string.Join("; ", failed.Lines)}");
            var text = report(proof);
            Step(() =>
            {
                origins.Check();
                Complete(text);
            });
            return proof;
        }
        catch (Exception exception)
        {
            var isUndone = Undo(out var problem);
            if (!isUndone) throw new IOException($"{exception.Message}; and what was done could not be undone ({problem}): run {RollbackLine}", exception);
            if (exception.Message.Contains("nothing was", StringComparison.Ordinal)) throw;
            if (exception is IOException) throw new IOException($"{exception.Message}; nothing was changed", exception);
            if (exception is UnauthorizedAccessException) throw new UnauthorizedAccessException($"{exception.Message}; nothing was changed{(Environment.IsPrivilegedProcess ? " (lsattr shows whether the file is immutable, mount whether its file system is read-only)" : "")}", exception);
            throw;
        }
    }

    /// <summary>A signal waits for the end of a step.</summary>
    private void Step(Action work)
    {
        lock (_gate)
        {
            if (_isOver) throw new OperationCanceledException();
            plan.Options.Cancellation.ThrowIfCancellationRequested();
            work();
        }
    }

    private void Complete(byte[] report)
    {
        run.KeepReport(report);
        run.Write(new JournalEntry(JournalEntryKind.Done));
        _isOver = true;
    }

    /// <summary>What a rollback has to know, whichever steps are done.</summary>
    private void Announce()
    {
        foreach (var instance in plan.Instances) run.Write(new JournalEntry(JournalEntryKind.Configuration) { Path = RealFolderOf(instance.Main.Directory) });
        foreach (var table in plan.Tables.Where(table => table is { OldMap: not null, State: TableMigrationState.Make or TableMigrationState.Made }))
        {
            using var resolved = MapPath.Resolve(table.NewMap, FileSystemIdentity.Own);
            run.Write(new JournalEntry(JournalEntryKind.Table) { Path = resolved.Path, OldMap = table.OldMap, OldType = table.References[0].Type });
        }
    }

    /// <summary>A folder of a configuration, free of links.</summary>
    internal static string RealFolderOf(string folder) => MapPath.RealFolderOf(folder + "/x") ?? folder;

    private void Make(TableMigration table)
    {
        using var resolved = MapPath.Resolve(table.NewMap, FileSystemIdentity.Own);
        var path = resolved.Path;
        run.Save(path);
        var findings = new NoFindings();
        var result = new TableBuild(table, CancellationToken.None) { OnReady = file => Announce(path, file) }.Run(findings);
        _notes.AddRange(result.Notes);
        _tables.Add(TableProof.Compare(table));
    }

    /// <summary>
    /// Uses a new map that already exists. If the migration of another configuration has made it, the rollback of that one must not remove it:
    /// the new time is what it notices.
    /// </summary>
    private void Use(TableMigration table)
    {
        _tables.Add(TableProof.Compare(table));
        if (!LibC.IsSupported) return;
        using var resolved = MapPath.Resolve(table.NewMap, FileSystemIdentity.Own);
        using var file = UnlockedFile.OpenRegular(resolved.Path);
        run.Write(new JournalEntry(JournalEntryKind.Use) { Path = resolved.Path, State = FileState.Read(file) });
        FileTime.Touch(file, resolved.Path);
    }

    private void Edit(FileChange change)
    {
        using var resolved = MapPath.Resolve(change.Path, FileSystemIdentity.Own);
        var path = resolved.Path;
        using var replacement = SourceReplacement.Begin(path, null, CancellationToken.None, file => Announce(path, file));
        run.Save(path);
        if (!replacement.Holds(change.Before.Span)) throw new IOException($"{change.Path}: another program has changed it since the plan was made");
        _notes.AddRange(replacement.TryCommit(change.After.Span) ?? throw new IOException($"{change.Path}: another program changes it now"));
    }

    private void Announce(string path, SafeFileHandle file) => run.Write(new JournalEntry(JournalEntryKind.Put) { Path = path, State = FileState.Read(file) });

    private void UndoQuietly()
    {
        if (_isOver) return;
        _ = Undo(out var problem);
        OnInterrupted?.Invoke(problem);
    }

    private bool Undo(out string? problem)
    {
        problem = null;
        lock (_gate)
        {
            if (_isOver) return true;
            _isOver = true;
            try
            {
                new RunUndo(run).Run();
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problem = exception.Message;
                return false;
            }
        }
    }
}
