namespace MapKit.Operations.Migrate.Applying;

/// <summary>A file that a migration has replaced or made.</summary>
/// <param name="Saved">Its state before, and its copy.</param>
/// <param name="New">Its state as the migration left it; null if the migration did not come that far.</param>
internal sealed record ReplacedFile(JournalEntry Saved, FileState? New)
{
    /// <summary>The file.</summary>
    public string Path => Saved.Path;

    /// <summary>What is there now.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ReplacedFileState Now()
    {
        var now = FileState.Read(Path);
        if (now is null) return Saved.State is null ? ReplacedFileState.Old : ReplacedFileState.Changed;
        if (now.HasContentOf(Saved.State)) return ReplacedFileState.Old;
        return now.IsSameFile(New) ? ReplacedFileState.New : ReplacedFileState.Changed;
    }
}

/// <summary>What is in the place of a replaced file.</summary>
internal enum ReplacedFileState
{
    /// <summary>The old file.</summary>
    Old,

    /// <summary>The file that the migration put there.</summary>
    New,

    /// <summary>Something else.</summary>
    Changed,
}

/// <summary>A file that someone has changed since the migration.</summary>
/// <param name="Path">The file.</param>
/// <param name="Copy">The copy of what was there before the migration; null if there was nothing.</param>
internal sealed record ChangedFile(string Path, string? Copy);

/// <summary>Files were changed since the migration, so that restoring them would lose that.</summary>
/// <param name="files">The files.</param>
internal sealed class FilesChangedException(IReadOnlyList<ChangedFile> files) : IOException($"changed since the migration: {string.Join(", ", files.Select(file => file.Path))}; nothing was restored")
{
    /// <summary>The files.</summary>
    public IReadOnlyList<ChangedFile> Files => files;
}
