namespace MapKit.Operations.Status;

/// <summary>The state of a table.</summary>
public enum TableState
{
    /// <summary>The map agrees with the source.</summary>
    Current,

    /// <summary>The map differs from the source.</summary>
    Stale,

    /// <summary>There is a source, but no map.</summary>
    NotCompiled,

    /// <summary>There is a map, but no source.</summary>
    NoSource,

    /// <summary>There is neither source nor map, and Postfix cannot open the table.</summary>
    Missing,

    /// <summary>The map is not sound.</summary>
    Damaged,

    /// <summary>The file is a map of another type than the configuration names: hash and btree share a suffix.</summary>
    WrongType,

    /// <summary>The installed Postfix cannot open tables of the type.</summary>
    Unsupported,

    /// <summary>A file cannot be read.</summary>
    Unreadable,

    /// <summary>The map was rewritten repeatedly while it was read.</summary>
    Changing,

    /// <summary>Postfix reads the source directly, or there is none: nothing is compiled.</summary>
    Direct,

    /// <summary>Postfix writes the map.</summary>
    Cache,

    /// <summary>A map beside the tables that the configuration does not name.</summary>
    Unreferenced,
}
