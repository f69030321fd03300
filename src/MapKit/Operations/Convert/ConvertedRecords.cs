using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.Convert;

/// <summary>Consecutive records of a map that is converted: without NULs, and without those that describe the old build.</summary>
internal sealed class ConvertedRecords : IWalkPart
{
    private readonly List<byte[]> _omitted = [];

    /// <summary>The records.</summary>
    public RecordBatch Batch { get; private set; } = new();

    /// <summary>The keys of the omitted records.</summary>
    public IReadOnlyList<byte[]> Omitted => _omitted;

    /// <summary>Whether there are private keys among the values.</summary>
    public bool HoldsKeys { get; private set; }

    /// <inheritdoc/>
    public void Begin()
    {
        Batch = new RecordBatch();
        _omitted.Clear();
        HoldsKeys = false;
    }

    /// <inheritdoc/>
    public void Add(in MapRecord record)
    {
        if (AliasMarks.IsYpRecord(record.Key))
        {
            _omitted.Add(record.Key.ToArray());
            return;
        }

        var value = StoredText.WithoutNul(record.Value).Span;
        HoldsKeys = HoldsKeys || EncodedKeys.Holds(value);
        Batch.Add(StoredText.WithoutNul(record.Key).Span, value, line: 0);
    }

    /// <inheritdoc/>
    public void Complete()
    {
    }
}
