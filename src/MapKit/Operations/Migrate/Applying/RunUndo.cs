using MapKit.Maps;
using MapKit.Maps.Replacement;
using MapKit.Platform;
using MapKit.Platform.Locks;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>Restores what a migration has replaced, the last change first: the configuration names the old maps again before the new ones go.</summary>
/// <param name="run">The migration.</param>
internal sealed class RunUndo(RunFolder run)
{
    private const int CopiedAtOnce = 1 << 20;

    /// <summary>Which records are kept of tables whose new maps have been changed since.</summary>
    public TableChoices<RollbackChoice> Choices { get; init; } = TableChoices<RollbackChoice>.None;

    /// <summary>Called when all has been checked, and the first file is about to be changed.</summary>
    public Action? OnBegin { get; init; }

    /// <summary>Restores all files.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="RollbackRefusedException">Something would be lost. Nothing was restored.</exception>
    /// <exception cref="IOException">A file cannot be restored; the next call continues.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public Restoration Run()
    {
        var check = new RollbackCheck(run, Choices);
        check.Run();
        var result = new Restoration();
        OnBegin?.Invoke();
        MarkBegin();
        foreach (var table in check.ToMake)
        {
            result.Notes.AddRange(table.MakeOldMap());
            result.Made.Add(table);
        }

        foreach (var file in check.Files.Reverse()) Undo(file, check, result);
        foreach (var use in run.Entries.Where(entry => entry.Kind == JournalEntryKind.Use)) RemoveMark(use);
        run.Remove();
        return result;
    }

    /// <summary>So that the next run finishes it. If the disk is full, it has to be called again by hand.</summary>
    private void MarkBegin()
    {
        if (!run.IsDone || run.IsUndoing) return;
        try
        {
            run.Write(new JournalEntry(JournalEntryKind.Undoing));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What matters is that the files are restored.
        }
    }

    private void Undo(ReplacedFile file, RollbackCheck check, Restoration result)
    {
        var now = file.Now();
        if (now == ReplacedFileState.Used)
        {
            result.Left.Add(file.Path);
            return;
        }

        if (now == ReplacedFileState.New || (now != ReplacedFileState.Old && check.IsReplacedAnyway(file))) Restore(file);
        if (file.Saved.State is { } state) RestoreAttributes(file.Path, state);
        if (LibC.IsSupported) Leftovers.Remove(file.Path);
        (file.Saved.State is null ? result.Removed : result.Restored).Add(file.Path);
    }

    private static void RemoveMark(JournalEntry use)
    {
        if (use.State is { } state && FileState.Read(use.Path)?.IsSameFile(state) == true) RestoreAttributes(use.Path, state);
    }

    private void Restore(ReplacedFile file)
    {
        if (run.PathOf(file.Saved) is { } copy) PutBack(copy, file.Path);
        else RemoveMap(file.Path);
    }

    private static void PutBack(string copy, string path)
    {
        using var from = UnlockedFile.OpenRegular(copy);
        using var replacement = MapReplacement.Begin(new ReplacementRequest
        {
            Path = path,
            HeaderLength = 0,
            Lock = LockOf(path, out var isMap),
            IsUpdate = true,
            IsSource = !isMap,
            KeepSourceOwner = false,
            AsOwnerOfFile = true,
        });
        var buffer = new byte[CopiedAtOnce];
        var offset = 0L;
        while (RandomAccess.Read(from, buffer, offset) is > 0 and var count)
        {
            replacement.Append(buffer.AsSpan(0, count));
            offset += count;
        }

        replacement.WriteHeader([]);
        if (replacement.TryCommit() is null) throw new IOException($"cannot restore {path}: another program changes it now");
    }

    private static MapLock LockOf(string path, out bool isMap)
    {
        var engine = MapEngines.All.FirstOrDefault(engine => path.EndsWith(engine.Suffix, StringComparison.Ordinal));
        isMap = engine is not null;
        return engine?.Lock ?? MapLock.Flock;
    }

    private static void RemoveMap(string path)
    {
        try
        {
            using var folder = LibC.IsSupported ? MapFolder.Open(path) : null;
            File.Delete(path);
            if (LibC.IsSupported) folder?.Flush();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"cannot remove {path}: {exception.Message}", exception);
        }
    }

    private static void RestoreAttributes(string path, FileState state)
    {
        if (!LibC.IsSupported) return;
        using var file = UnlockedFile.OpenRegular(path);
        var now = FileStatus.Read(file);
        if (now.UserId != state.UserId || now.GroupId != state.GroupId)
        {
            if (LibC.ChangeOwner(file, state.UserId, state.GroupId) != 0) throw FileFailure.Create($"restore the owner of {path}", LibC.Error);
        }

        if ((int)now.Mode != state.Mode) FilePermissions.Set(file, (UnixFileMode)state.Mode, path);
        if (now.ModifiedSeconds != state.Seconds || now.ModifiedNanoseconds != state.Nanoseconds) FileTime.Set(file, state.Seconds, state.Nanoseconds, path);
    }
}
