using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Records;

namespace MapKit.Operations.Dump;

/// <summary>Which records of a map are entries of its source: not those added by a build.</summary>
/// <param name="syntax">The syntax of the source.</param>
internal sealed class SourceEntries(SourceSyntax syntax)
{
    /// <summary>The entries among some records, without NULs.</summary>
    public IEnumerable<MapRecord> From(IEnumerable<MapRecord> records)
    {
        foreach (var record in records)
        {
            if (IsEntry(record, out var key, out var value)) yield return new MapRecord(key, value);
        }
    }

    /// <summary>Whether a record is an entry.</summary>
    /// <param name="record">The record as stored.</param>
    /// <param name="key">Its key without NUL.</param>
    /// <param name="value">Its value without NUL.</param>
    public bool IsEntry(in MapRecord record, out ReadOnlyMemory<byte> key, out ReadOnlyMemory<byte> value)
    {
        (key, value) = (StoredText.WithoutNul(record.Key), StoredText.WithoutNul(record.Value));
        return !AliasMarks.IsYpRecord(record.Key) && (syntax != SourceSyntax.Aliases || !AliasMarks.IsMark(record.Key, record.Value));
    }
}
