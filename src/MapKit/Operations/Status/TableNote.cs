namespace MapKit.Operations.Status;

/// <summary>Something that is to be said of a table besides its state.</summary>
/// <param name="Kind">What.</param>
/// <param name="Paths">The files that it is about.</param>
public sealed record TableNote(TableNoteKind Kind, IReadOnlyList<string> Paths)
{
    /// <summary>Whether something has to be done about it.</summary>
    public bool NeedsWork => Kind != TableNoteKind.OlderThanSource;
}

/// <summary>What can be said of a table besides its state.</summary>
public enum TableNoteKind
{
    /// <summary>The map is older than its source, although it says the same; Postfix warns of it each time it opens the map.</summary>
    OlderThanSource,

    /// <summary>The files hold passwords or private keys, and every user can read them.</summary>
    ReadableByAll,

    /// <summary>The files hold passwords or private keys, and their group can read them.</summary>
    ReadableByGroup,

    /// <summary><c>alias_database</c> names the table, so that newaliases builds it, but <c>alias_maps</c> does not, so that Postfix does not read it.</summary>
    NotInAliasMaps,

    /// <summary>Tables of type hash and of type btree are named whose maps are this one file.</summary>
    SharedFile,
}
