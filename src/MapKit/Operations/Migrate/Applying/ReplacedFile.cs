using MapKit.Maps;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>A file that a migration has replaced or made.</summary>
/// <param name="Saved">Its state before, and its copy.</param>
/// <param name="New">Its state as the migration left it; null if the migration did not come that far.</param>
internal sealed record ReplacedFile(JournalEntry Saved, FileState? New)
{
    /// <summary>The file.</summary>
    public string Path => Saved.Path;

    /// <summary>Whether it is a map.</summary>
    public bool IsMap => MapTypes.SourceNameOf(Path) is not null;

    /// <summary>What is there now.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ReplacedFileState Now()
    {
        var now = FileState.Read(Path);
        if (now is null) return Saved.State is null ? ReplacedFileState.Old : ReplacedFileState.Changed;
        if (now.HasContentOf(Saved.State)) return ReplacedFileState.Old;
        if (!now.IsSameFile(New)) return now.HasContentOf(New) ? ReplacedFileState.OtherAccess : ReplacedFileState.Changed;

        // The migration of another configuration that needs the same map gives it a new time.
        if (!IsMap || now.HasTimeOf(New!)) return ReplacedFileState.New;
        return Saved.State is null ? ReplacedFileState.Used : ReplacedFileState.Changed;
    }
}

/// <summary>What is in the place of a replaced file.</summary>
internal enum ReplacedFileState
{
    /// <summary>The old file.</summary>
    Old,

    /// <summary>The file that the migration put there.</summary>
    New,

    /// <summary>The map that the migration made, which another configuration may use meanwhile.</summary>
    Used,

    /// <summary>The bytes that the migration put there, with another owner or other permissions.</summary>
    OtherAccess,

    /// <summary>Something else.</summary>
    Changed,
}
