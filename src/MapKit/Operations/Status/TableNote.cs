namespace MapKit.Operations.Status;

/// <summary>A note about a table besides its state.</summary>
/// <param name="Kind">What.</param>
/// <param name="Paths">The files that it is about.</param>
public sealed record TableNote(TableNoteKind Kind, IReadOnlyList<string> Paths)
{
    /// <summary>Whether it needs action.</summary>
    public bool NeedsWork => Kind != TableNoteKind.OlderThanSource;
}

/// <summary>The kind of a note.</summary>
public enum TableNoteKind
{
    /// <summary>The map is older than its source but agrees with it; Postfix logs a warning each time it opens the map.</summary>
    OlderThanSource,

    /// <summary>The files contain passwords or private keys, and every user can read them.</summary>
    ReadableByAll,

    /// <summary>The files contain passwords or private keys, and their group can read them.</summary>
    ReadableByGroup,

    /// <summary><c>alias_database</c> names the table, so that newaliases builds it, but <c>alias_maps</c> does not, so that Postfix does not read it.</summary>
    NotInAliasMaps,

    /// <summary>Tables of type hash and of type btree share this one map file.</summary>
    SharedFile,
}
