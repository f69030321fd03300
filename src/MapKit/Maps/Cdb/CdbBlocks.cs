using MapKit.Maps.Paging;

namespace MapKit.Maps.Cdb;

/// <summary>
/// A cdb file in cached blocks, for lookups: cdb has no pages, so a read may cross from one block into the
/// next, and the last block is shorter.
/// </summary>
internal sealed class CdbBlocks
{
    private const int BlockLength = 4096;

    private readonly MapBytes _bytes;
    private readonly PageCache _blocks;
    private byte[]? _lastBlock;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="bytes">The file.</param>
    public CdbBlocks(MapBytes bytes)
    {
        _bytes = bytes;
        _blocks = new PageCache(bytes, BlockLength);
    }

    /// <summary>Two numbers at a position, which the caller has checked to be in the file.</summary>
    public (uint First, uint Second) ReadPair(long position)
    {
        const int PairLength = CdbLayout.SlotLength;
        var block = Block(position).Span;
        var offset = (int)(position % BlockLength);
        if (offset <= block.Length - PairLength) return CdbLayout.ReadPair(block[offset..]);
        Span<byte> pair = stackalloc byte[PairLength];
        block[offset..].CopyTo(pair);
        Block(position + PairLength - 1).Span[..(PairLength - (block.Length - offset))].CopyTo(pair[(block.Length - offset)..]);
        return CdbLayout.ReadPair(pair);
    }

    /// <summary>Whether these bytes are at a position, which the caller has checked to be in the file with their length.</summary>
    public bool Holds(long position, ReadOnlySpan<byte> expected)
    {
        while (expected.Length > 0)
        {
            var stored = Block(position).Span[(int)(position % BlockLength)..];
            var length = Math.Min(stored.Length, expected.Length);
            if (!stored[..length].SequenceEqual(expected[..length])) return false;
            position += length;
            expected = expected[length..];
        }

        return true;
    }

    /// <summary>Bytes at a position: a slice of a block if one block contains them, otherwise a new array.</summary>
    /// <param name="position">Checked by the caller to be in the file with <paramref name="length"/>.</param>
    /// <param name="length">Bytes wanted.</param>
    public ReadOnlyMemory<byte> Slice(long position, int length)
    {
        if (length == 0) return default;
        var offset = (int)(position % BlockLength);
        if (length <= BlockLength - offset) return Block(position).Slice(offset, length);
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        _bytes.Read(position, bytes);
        return bytes;
    }

    private ReadOnlyMemory<byte> Block(long position)
    {
        var number = position / BlockLength;
        return number < _blocks.PageCount ? _blocks.Read(number) : LastBlock();
    }

    // Two threads may both read it; either copy is valid.
    private byte[] LastBlock()
    {
        var block = Volatile.Read(ref _lastBlock);
        if (block is not null) return block;
        var start = _blocks.PageCount * BlockLength;
        block = new byte[(int)(_bytes.Length - start)];
        _bytes.Read(start, block);
        Volatile.Write(ref _lastBlock, block);
        return block;
    }
}
