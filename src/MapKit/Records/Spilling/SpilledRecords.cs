namespace MapKit.Records.Spilling;

/// <summary>Records that are sorted on disk. Disposing deletes the runs sorted for one map; the runs in key order are kept.</summary>
/// <param name="space">The disk.</param>
/// <param name="byKey">The records in key order, as stored.</param>
internal sealed class SpilledRecords(RunSpace space, SpilledOrder byKey) : MapRecords, IDisposable
{
    private const int AtOnce = 1 << 13;

    private readonly List<RunFile> _files = [];

    /// <inheritdoc/>
    public override int Count => byKey.Count;

    /// <inheritdoc/>
    public override IOrderedRecords InKeyOrder() => byKey;

    /// <inheritdoc/>
    public override IOrderedRecords InSourceOrder() => InOrder(new SourceRunOrder());

    /// <summary>Sorts the records again.</summary>
    /// <param name="order">The order, of stored keys.</param>
    /// <exception cref="IOException">The disk is full, or another error occurred.</exception>
    public IOrderedRecords InOrder(IRunOrder order)
    {
        var file = space.CreateFile();
        _files.Add(file);
        var batch = new RecordBuffer(AtOnce);
        foreach (var slice in byKey.Slices(RecordRange.Split(Count, AtOnce)))
        {
            foreach (var number in slice.Numbers) batch.Add(slice.Records.Key(number), slice.Records.Value(number), slice.Records.Line(number));
            if (batch.Footprint < space.BatchMemory) continue;
            file.WriteRun(batch, order);
            batch = new RecordBuffer(batch.Count);
        }

        file.WriteRun(batch, order);
        file.EndWriting();
        return new SpilledOrder(file, order, Count, DuplicatePolicy.KeepAll, withNul: false, space);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }
}
