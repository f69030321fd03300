namespace MapKit.Records;

/// <summary>
/// Append-only memory for the bytes of records: large blocks, so that a million records are a few objects, nothing is
/// copied when it grows, and no array limit applies to the whole.
/// </summary>
internal sealed class RecordArena
{
    private const int BlockBits = 22;
    private const int BlockSize = 1 << BlockBits;
    private const int OffsetMask = BlockSize - 1;

    private readonly List<byte[]> _blocks = [];
    private int _used = BlockSize;

    /// <summary>Takes room for <paramref name="length"/> bytes in one piece.</summary>
    /// <param name="length">Bytes wanted; more than a block gets a block of its own.</param>
    /// <param name="position">Where the room is, for <see cref="Read"/>.</param>
    public Span<byte> Take(int length, out long position)
    {
        if (length > BlockSize - _used)
        {
            _blocks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(length, BlockSize)));
            _used = 0;
        }

        var block = _blocks.Count - 1;
        position = ((long)block << BlockBits) | (uint)_used;
        var room = _blocks[block].AsSpan(_used, length);
        _used = length >= BlockSize ? BlockSize : _used + length;
        return room;
    }

    /// <summary>
    /// Keeps a record. A NUL follows key and value in memory, so that records with and without are slices of the same bytes.
    /// </summary>
    /// <returns>Where it is.</returns>
    public long Store(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var room = Take(checked(key.Length + value.Length + 2), out var position);
        key.CopyTo(room);
        room[key.Length] = 0;
        value.CopyTo(room[(key.Length + 1)..]);
        room[^1] = 0;
        return position;
    }

    /// <summary>The bytes at a position.</summary>
    public ReadOnlySpan<byte> Read(long position, int length) =>
        _blocks[(int)(position >> BlockBits)].AsSpan((int)(position & OffsetMask), length);

    /// <summary>The memory at a position, which is never written again.</summary>
    public ReadOnlyMemory<byte> Memory(long position, int length) =>
        _blocks[(int)(position >> BlockBits)].AsMemory((int)(position & OffsetMask), length);
}
