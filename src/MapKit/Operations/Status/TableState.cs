namespace MapKit.Operations.Status;

/// <summary>What <see cref="StatusOperation"/> finds a table to be.</summary>
public enum TableState
{
    /// <summary>The map says what the source says.</summary>
    Current,

    /// <summary>The map says something else than the source.</summary>
    Stale,

    /// <summary>There is a source, but no map.</summary>
    NotCompiled,

    /// <summary>There is a map, but no source.</summary>
    NoSource,

    /// <summary>There is neither source nor map, and Postfix cannot open the table.</summary>
    Missing,

    /// <summary>The map is not sound.</summary>
    Damaged,

    /// <summary>The file holds a map of another type than the configuration names: hash and btree share one.</summary>
    WrongType,

    /// <summary>The installed Postfix cannot open tables of the type.</summary>
    Unsupported,

    /// <summary>A file cannot be read.</summary>
    Unreadable,

    /// <summary>The map was rewritten again and again while it was read.</summary>
    Changing,

    /// <summary>Postfix reads the source itself, or there is none: nothing is compiled.</summary>
    Direct,

    /// <summary>Postfix itself writes the map.</summary>
    Cache,

    /// <summary>A map beside the tables that the configuration does not name.</summary>
    Unreferenced,
}
