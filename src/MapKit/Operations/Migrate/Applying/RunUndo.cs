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

    /// <summary>The files that were replaced or made, with what is there now.</summary>
    private readonly IReadOnlyList<ReplacedFile> _files = [.. run.Entries.Where(entry => entry.Kind == JournalEntryKind.Save).Select(save => new ReplacedFile(
        save, run.Entries.LastOrDefault(entry => entry.Kind == JournalEntryKind.Put && entry.Path == save.Path)?.State))];

    /// <summary>The files that someone has changed since.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<ChangedFile> FindChanged() => [.. _files.Where(file => file.Now() == ReplacedFileState.Changed).Select(file => new ChangedFile(file.Path, run.PathOf(file.Saved)))];

    /// <summary>Restores all files.</summary>
    /// <returns>The files that were restored or removed.</returns>
    /// <exception cref="FilesChangedException">Someone has changed a file since. Nothing was restored.</exception>
    /// <exception cref="IOException">A file cannot be restored; the next call continues.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public IReadOnlyList<string> Run()
    {
        var restored = new List<string>();
        if (!run.IsUndone)
        {
            if (FindChanged() is { Count: > 0 } changed) throw new FilesChangedException(changed);
            foreach (var file in _files.Reverse())
            {
                if (file.Now() == ReplacedFileState.New) Restore(file);
                if (file.Saved.State is { } state) RestoreAttributes(file.Path, state);
                if (LibC.IsSupported) Leftovers.Remove(file.Path);
                restored.Add(file.Path);
            }

            run.Write(new JournalEntry(JournalEntryKind.Undone));
        }

        run.Remove();
        return restored;
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
