using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Operations.Verify;

/// <summary>Consecutive records of a map, and what its source has for each.</summary>
/// <param name="source">The records of the source.</param>
/// <param name="withNul">Whether keys and values are to end in a NUL.</param>
internal sealed class ComparedRecords(RecordSet source, bool withNul) : IWalkPart, IDisposable
{
    private const int BlockSize = 1 << 20;
    private const int RecordsAtOnce = 64;

    private readonly StoredRecords _stored = source.AsStored(withNul: false);
    private readonly RecordBatch _texts = new(BlockSize);
    private readonly List<Nuls> _nuls = [];
    private int[] _numbers = [];
    private DifferenceKind?[] _differences = [];

    [Flags]
    private enum Nuls : byte
    {
        None = 0,
        Key = 1,
        Value = 2,
        Both = Key | Value,
    }

    /// <summary>Number of records.</summary>
    public int Count => _texts.Count;

    /// <inheritdoc/>
    public void Begin()
    {
        _texts.Clear();
        _nuls.Clear();
    }

    /// <inheritdoc/>
    public void Add(in MapRecord record)
    {
        var (key, value) = (StoredText.WithoutNul(record.Key), StoredText.WithoutNul(record.Value));
        _texts.Add(key.Span, value.Span, line: 0);
        _nuls.Add((key.Length < record.Key.Length ? Nuls.Key : Nuls.None) | (value.Length < record.Value.Length ? Nuls.Value : Nuls.None));
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_numbers.Length < Count) (_numbers, _differences) = (new int[Count], new DifferenceKind?[Count]);
        foreach (var range in RecordRange.Split(Count, RecordsAtOnce))
        {
            _texts.FindIn(source, range, _numbers.AsSpan(range.First, range.Count));

            // What was found is still in the processor's caches.
            for (var i = range.First; i < range.First + range.Count; i++)
            {
                _differences[i] = _numbers[i] < 0 ? null
                    : !_stored.Value(_numbers[i]).SequenceEqual(_texts.Value(i)) ? DifferenceKind.Value
                    : _nuls[i] != (withNul ? Nuls.Both : Nuls.None) ? DifferenceKind.Nul
                    : null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _texts.Dispose();

    /// <summary>The number of the record of the source with the same key, or -1.</summary>
    public int NumberInSource(int record) => _numbers[record];

    /// <summary>How a record differs from that of the source, or null.</summary>
    public DifferenceKind? Difference(int record) => _differences[record];

    /// <summary>Whether a record describes the build and is in no source.</summary>
    public bool IsYpRecord(int record) => !_nuls[record].HasFlag(Nuls.Key) && AliasMarks.IsYpName(_texts.Key(record));

    /// <summary>A copy of a key without its NUL.</summary>
    public byte[] Key(int record) => _texts.Key(record).ToArray();

    /// <summary>A copy of a value without its NUL.</summary>
    public byte[] Value(int record) => _texts.Value(record).ToArray();
}
