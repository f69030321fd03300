namespace MapKit.Records;

/// <summary>The position of a record's bytes, and the facts that do not need them.</summary>
internal struct RecordEntry
{
    /// <summary>Position of the key in the arena. A NUL follows key and value, unless the record is <see cref="Bare"/>.</summary>
    public long Position;

    /// <summary>Position of the value, counted from the key's.</summary>
    public int ValueOffset;

    /// <summary>Bytes of the key without NUL.</summary>
    public int KeyLength;

    /// <summary>Bytes of the value without NUL.</summary>
    public int ValueLength;

    /// <summary>Seeded hash of the key, to find duplicates; never written to a file.</summary>
    public uint Hash;

    /// <summary>Line of the source, 0 if none.</summary>
    public int Line;

    /// <summary>Stored without NUL in any convention.</summary>
    public bool Bare;

    /// <summary>Replaced by a later record.</summary>
    public bool Removed;

    /// <summary>A further record of a duplicate key.</summary>
    public bool Copy;

    /// <summary>Another name of the record before it in a <see cref="RecordBatch"/>: omitted if that one is a duplicate.</summary>
    public bool OnlyWithPrevious;
}
