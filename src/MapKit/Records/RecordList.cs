using System.Runtime.InteropServices;

namespace MapKit.Records;

/// <summary>Records exactly as stored, in the order in which they were added. Duplicate keys are not checked.</summary>
internal sealed class RecordList
{
    private readonly RecordArena _arena = new();
    private RecordEntry[] _entries;
    private byte[]? _page;
    private int _pageBlock;
    private int _count;

    /// <summary>Creates an empty list.</summary>
    /// <param name="capacity">How many records there may be; a larger number is allowed.</param>
    public RecordList(int capacity = 64) => _entries = new RecordEntry[Math.Max(capacity, 1)];

    /// <summary>Appends a record.</summary>
    /// <param name="key">The stored key.</param>
    /// <param name="value">The stored value.</param>
    public void Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        Append(_arena.Store(key, value), key.Length + 1, key.Length, value.Length);

    /// <summary>Appends a record whose memory is no longer written. If key and value are on one page, they are not copied.</summary>
    /// <param name="key">The stored key.</param>
    /// <param name="value">The stored value.</param>
    public void Append(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
    {
        if (MemoryMarshal.TryGetArray(key, out var keyPlace)
            && MemoryMarshal.TryGetArray(value, out var valuePlace)
            && keyPlace.Array == valuePlace.Array
            && RecordArena.CanReach(Math.Max(keyPlace.Offset, valuePlace.Offset)))
        {
            if (_page != keyPlace.Array)
            {
                _page = keyPlace.Array!;
                _pageBlock = _arena.Adopt(_page);
            }

            Append(RecordArena.PositionOf(_pageBlock, keyPlace.Offset), valuePlace.Offset - keyPlace.Offset, key.Length, value.Length);
        }
        else
        {
            Append(key.Span, value.Span);
        }
    }

    /// <summary>The records.</summary>
    public StoredRecords AsStored() => new(_arena, _entries, _count, withNul: false);

    private void Append(long position, int valueOffset, int keyLength, int valueLength)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, checked(_entries.Length * 2));
        _entries[_count++] = new RecordEntry
        {
            Position = position,
            ValueOffset = valueOffset,
            KeyLength = keyLength,
            ValueLength = valueLength,
            Bare = true,
        };
    }
}
