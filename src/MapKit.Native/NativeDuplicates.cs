namespace MapKit.Native;

/// <summary>Whether a key may have several values.</summary>
public enum NativeDuplicates
{
    /// <summary>One value: a second replaces it.</summary>
    None,

    /// <summary>Several, in the order in which they were stored (Berkeley DB: DB_DUP).</summary>
    Unsorted,

    /// <summary>Several, in the order of their bytes, each once (DB_DUPSORT, MDB_DUPSORT).</summary>
    Sorted,
}
