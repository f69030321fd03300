namespace MapKit.Records;

/// <summary>
/// Append-only memory for the bytes of records: large blocks, so that a million records are a few objects, nothing is
/// copied when it grows, and no array limit applies to the whole.
/// </summary>
internal sealed class RecordArena
{
    private const int BlockBits = 22;
    private const int LargestBlock = 1 << BlockBits;
    private const int OffsetMask = LargestBlock - 1;
    private const int FirstBlock = 1 << 12;
    private const int Growth = 8;

    private readonly List<byte[]> _blocks = [];
    private readonly int _largest;
    private int _blockSize;
    private int _filling;
    private int _used;

    /// <summary>Bytes of all blocks.</summary>
    public long Length { get; private set; }

    /// <summary>Creates an empty arena.</summary>
    /// <param name="blockSize">Bytes per allocation, after the first few smaller blocks, so that a table of one line needs little memory.</param>
    public RecordArena(int blockSize = LargestBlock)
    {
        _largest = Math.Min(blockSize, LargestBlock);
        _blockSize = Math.Min(FirstBlock, _largest);
        _used = _blockSize;
    }

    /// <summary>Allocates <paramref name="length"/> bytes in one piece.</summary>
    /// <param name="length">Number of bytes; more than a block get a separate block.</param>
    /// <param name="position">The position of the bytes, for <see cref="Read(long, int)"/>.</param>
    public Span<byte> Take(int length, out long position)
    {
        if (length > _blockSize - _used)
        {
            if (_blocks.Count > 0) _blockSize = Math.Min(_blockSize * Growth, _largest);
            _filling = Adopt(GC.AllocateUninitializedArray<byte>(Math.Max(length, _blockSize)));
            _used = 0;
        }

        position = PositionOf(_filling, _used);
        var room = _blocks[_filling].AsSpan(_used, length);
        _used = length >= _blockSize ? _blockSize : _used + length;
        return room;
    }

    /// <summary>Forgets all bytes. The last block, the largest, is filled again.</summary>
    public void Clear()
    {
        if (_blocks.Count > 1) _blocks.RemoveRange(0, _blocks.Count - 1);
        Length = _blocks.Sum(static block => (long)block.Length);
        (_filling, _used) = (0, _blocks.Count == 0 ? _blockSize : 0);
    }

    /// <summary>Takes over memory that is no longer written.</summary>
    /// <returns>The number of the block that it is now.</returns>
    public int Adopt(byte[] block)
    {
        _blocks.Add(block);
        Length += block.Length;
        return _blocks.Count - 1;
    }

    /// <summary>Takes over all memory of another arena, to which nothing more is added.</summary>
    /// <returns>The offset to add to the other arena's positions.</returns>
    public long Adopt(RecordArena other)
    {
        var moved = PositionOf(_blocks.Count, 0);
        _blocks.AddRange(other._blocks);
        Length += other.Length;
        return moved;
    }

    /// <summary>The position of a byte of a block.</summary>
    /// <param name="block">The block's number.</param>
    /// <param name="offset">The byte's offset, for which <see cref="CanReach"/> returned true.</param>
    public static long PositionOf(int block, int offset) => ((long)block << BlockBits) | (uint)offset;

    /// <summary>The offset in its block of a position.</summary>
    public static int OffsetOf(long position) => (int)(position & OffsetMask);

    /// <summary>Whether a byte at an offset of a block has a position. In very large blocks not every byte has one.</summary>
    public static bool CanReach(int offset) => offset < LargestBlock;

    /// <summary>
    /// Stores a record. A NUL follows key and value in memory, so that records with and without NUL are slices of the same bytes.
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
    public ReadOnlySpan<byte> Read(long position, int length) => Read(position, 0, length);

    /// <summary>Bytes of a record. In a large one not every byte has a position (<see cref="CanReach"/>), so they are counted from its first.</summary>
    /// <param name="position">Where the record begins.</param>
    /// <param name="offset">Where the bytes begin, from there.</param>
    /// <param name="length">How many they are.</param>
    public ReadOnlySpan<byte> Read(long position, int offset, int length) =>
        _blocks[(int)(position >> BlockBits)].AsSpan(OffsetOf(position) + offset, length);

    /// <summary>The memory of bytes of a record, which is never written again.</summary>
    /// <param name="position">Where the record begins.</param>
    /// <param name="offset">Where the bytes begin, from there.</param>
    /// <param name="length">How many they are.</param>
    public ReadOnlyMemory<byte> Memory(long position, int offset, int length) =>
        _blocks[(int)(position >> BlockBits)].AsMemory(OffsetOf(position) + offset, length);
}
