namespace MapKit.Records.Spilling;

/// <summary>Records on disk, in the order of their runs, which are merged again for each enumeration.</summary>
/// <param name="file">The runs.</param>
/// <param name="order">Their order.</param>
/// <param name="count">How many keys there are.</param>
/// <param name="policy">Which record of a key counts.</param>
/// <param name="withNul">Whether a NUL is appended to the keys and values on disk.</param>
/// <param name="space">What memory there is.</param>
internal sealed class SpilledOrder(RunFile file, IRunOrder order, int count, DuplicatePolicy policy, bool withNul, RunSpace space) : IOrderedRecords
{
    private const int AtOnce = 1 << 13;

    /// <inheritdoc/>
    public int Count => count;

    /// <summary>Enumerates the records one by one, without the NUL.</summary>
    /// <param name="found">Called for each record whose key is a duplicate, or null.</param>
    public UniqueRecords Walk(DuplicateFound? found = null) => new(new RunMerge(file, order, space.MergeMemory), policy, found);

    /// <inheritdoc/>
    public IEnumerable<RecordSlice> Slices(IEnumerable<RecordRange> ranges)
    {
        var records = Walk();
        var next = 0;
        var made = 0L;
        foreach (var range in ranges)
        {
            for (; next < range.First; next++) records.MoveNext();
            var slice = new RecordBuffer(range.Count);
            for (; next < range.First + range.Count; next++)
            {
                if (!records.MoveNext()) throw new InvalidOperationException("there are fewer records than were counted");
                slice.Add(records.Key, records.Value, records.Line, records.Place);
            }

            made += slice.Footprint;
            if (made > space.GarbageMemory)
            {
                // Without this, the garbage collector lets unused slices take several times the memory.
                GC.Collect();
                made = 0;
            }

            yield return slice.AsSlice(withNul);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<CostedSlice> Costs(Func<int, int, ushort> cost)
    {
        var costs = new ushort[Math.Min(AtOnce, count)];
        foreach (var slice in Slices(RecordRange.Split(count, AtOnce)))
        {
            var numbers = slice.Numbers;
            for (var i = 0; i < numbers.Length; i++) costs[i] = cost(slice.Records.KeyLength(numbers[i]), slice.Records.ValueLength(numbers[i]));
            yield return new CostedSlice(slice, costs.AsMemory(0, numbers.Length));
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Key(long place) => Read(place + RunHeader.Length, file.ReadHeader(place).KeyLength);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Value(long place)
    {
        var header = file.ReadHeader(place);
        return Read(place + RunHeader.Length + header.KeyLength, header.ValueLength);
    }

    private byte[] Read(long offset, int length)
    {
        var bytes = new byte[length + (withNul ? 1 : 0)];
        file.Read(offset, bytes.AsSpan(0, length));
        return bytes;
    }
}
