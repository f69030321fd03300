namespace MapKit.Native;

/// <summary>The layout of a native engine's file. Null means the library's choice.</summary>
public sealed record NativeMapOptions
{
    /// <summary>Several values of a key.</summary>
    public NativeDuplicates Duplicates { get; init; }

    /// <summary>Bytes of a page, a power of two from 512 to 65536 (Berkeley DB).</summary>
    public int? PageSize { get; init; }

    /// <summary>Whether integers are big endian (Berkeley DB).</summary>
    public bool? BigEndian { get; init; }

    /// <summary>Whether every page has a checksum (Berkeley DB).</summary>
    public bool Checksums { get; init; }

    /// <summary>Number of records per bucket (Berkeley DB hash).</summary>
    public int? FillFactor { get; init; }

    /// <summary>Expected number of records, which determines the initial number of buckets (Berkeley DB hash).</summary>
    public int? ExpectedRecords { get; init; }

    /// <summary>Number of keys that must fit on a page: longer items go to overflow pages (Berkeley DB btree).</summary>
    public int? MinimumKeysPerPage { get; init; }

    /// <summary>Largest size of the file in bytes (LMDB).</summary>
    public long? MapSize { get; init; }

    /// <summary>Name of the database in the file; null for a file that is one database.</summary>
    public string? Database { get; init; }
}

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
