namespace MapKit.Records.Spilling;

/// <summary>Sorts the records of a source, as many at a time as fit in memory, and stores them on disk.</summary>
internal sealed class RecordSpill : IDisposable
{
    private const int FewCopies = 1 << 10;

    private readonly RunSpace _space;
    private readonly DuplicatePolicy _policy;
    private readonly RunFile _file;
    private readonly KeyRunOrder _order = new();
    private RecordBuffer _copies = new(FewCopies);

    /// <summary>Begins without records.</summary>
    /// <param name="space">The disk.</param>
    /// <param name="policy">Which record of a key is kept: the first or the last.</param>
    public RecordSpill(RunSpace space, DuplicatePolicy policy)
    {
        _space = space;
        _policy = policy;
        _file = space.CreateFile();
    }

    /// <summary>Number of keys, after <see cref="Count"/>.</summary>
    public int Keys { get; private set; }

    /// <summary>Adds records that follow those before in the source.</summary>
    /// <param name="records">The records, each key once.</param>
    public void Add(RecordSet records)
    {
        var stored = records.AsStored(withNul: false);
        _file.WriteRun(stored, _order.Sort(stored), _order);
        if (_copies.Count == 0) return;

        // They are few, and the order of the other records requires unique keys.
        var copies = _copies.AsStored(withNul: false);
        var numbers = Enumerable.Range(0, copies.Count).ToArray();
        Array.Sort(numbers, (first, second) => copies.Key(first).SequenceCompareTo(copies.Key(second)) is not 0 and var difference
            ? difference
            : copies.Line(first).CompareTo(copies.Line(second)));
        _file.WriteRun(copies, numbers, _order);
        _copies = new RecordBuffer(FewCopies);
    }

    /// <summary>Stores a record whose key is already in the set that is added next.</summary>
    public void AddCopy(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line) => _copies.Add(key, value, line);

    /// <summary>All records have been added: counts the keys.</summary>
    /// <param name="found">Called, in key order, for each record whose key was already in another set, or which was a copy.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Count(DuplicateFound found)
    {
        _file.EndWriting();
        var count = 0L;
        for (var records = InOrder(withNul: false).Walk(found); records.MoveNext();) count++;
        Keys = count <= Array.MaxLength ? (int)count : throw new IOException($"{count} records are more than can be numbered");
    }

    /// <summary>The records as stored, for one map: its sorted runs are disposed with it.</summary>
    /// <param name="withNul">Whether keys and values end in a NUL.</param>
    public SpilledRecords AsStored(bool withNul) => new(_space, InOrder(withNul));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private SpilledOrder InOrder(bool withNul) => new(_file, _order, Keys, _policy, withNul, _space);
}
