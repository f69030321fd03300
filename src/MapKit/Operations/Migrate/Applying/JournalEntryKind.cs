namespace MapKit.Operations.Migrate.Applying;

/// <summary>What an entry of the journal says.</summary>
internal enum JournalEntryKind
{
    /// <summary>The migration is one of this configuration, by its folder.</summary>
    Configuration,

    /// <summary>A table has an old map and gets a new one.</summary>
    Table,

    /// <summary>The old file has been copied.</summary>
    Save,

    /// <summary>The new file is about to be put in place.</summary>
    Put,

    /// <summary>A new map that already exists is used, and gets a new time as a mark of that.</summary>
    Use,

    /// <summary>All has been done.</summary>
    Done,

    /// <summary>All is about to be undone.</summary>
    Undoing,
}
