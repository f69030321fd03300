namespace MapKit.Lookup.Tables;

/// <summary>Copies of short pieces of bytes, side by side in blocks. For one thread.</summary>
internal sealed class KeptBytes
{
    private const int BlockLength = 64 << 10;

    private byte[] _block = [];
    private int _used;

    /// <summary>Copies bytes.</summary>
    /// <param name="bytes">They.</param>
    /// <param name="withNul">Whether a NUL is put behind them.</param>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes, bool withNul)
    {
        var length = bytes.Length + (withNul ? 1 : 0);
        if (length > _block.Length - _used)
        {
            _block = GC.AllocateUninitializedArray<byte>(Math.Max(length, BlockLength));
            _used = 0;
        }

        var kept = _block.AsMemory(_used, length);
        bytes.CopyTo(kept.Span);
        if (withNul) kept.Span[^1] = 0;
        _used += length;
        return kept;
    }
}
