namespace MapKit.Records.Spilling;

/// <summary>The order of the source: each line has one record.</summary>
internal sealed class SourceRunOrder : IRunOrder
{
    /// <inheritdoc/>
    public uint RankOf(ReadOnlySpan<byte> key, int line) => (uint)line;

    /// <inheritdoc/>
    public int CompareAlike(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => 0;

    /// <inheritdoc/>
    public int[] Sort(in StoredRecords records)
    {
        var numbers = new int[records.Count];
        var lines = new int[records.Count];
        for (var i = 0; i < numbers.Length; i++) (numbers[i], lines[i]) = (i, records.Line(i));
        Array.Sort(lines, numbers);
        return numbers;
    }
}
