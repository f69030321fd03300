namespace MapKit.Records.Spilling;

/// <summary>An order in which records are sorted on disk: by rank, then by key, then by line.</summary>
internal interface IRunOrder
{
    /// <summary>The value that is compared first.</summary>
    /// <param name="key">The key.</param>
    /// <param name="line">The line of the record.</param>
    uint RankOf(ReadOnlySpan<byte> key, int line);

    /// <summary>Compares the keys of records of one rank.</summary>
    int CompareAlike(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second);

    /// <summary>The numbers of records in this order. No two keys are equal.</summary>
    int[] Sort(in StoredRecords records);
}
