namespace MapKit.Maps.Paging;

/// <summary>
/// A piece of a file in memory that is reused for the next piece. If many keys are looked up in the order of the file,
/// new memory for every piece would take longer than reading it.
/// </summary>
internal sealed class FileWindow
{
    /// <summary>Bytes of a piece. Data that begins in one piece should be read before data that begins in the next.</summary>
    public const int PieceLength = 64 << 10;

    // Data that begins in a piece may end a little after it.
    private const int Overhang = 4 << 10;

    private readonly MapBytes _bytes;
    private readonly bool _isForWalk;
    private readonly byte[] _piece;
    private long _start;
    private int _length;

    /// <summary>Creates an empty window.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="isForWalk">Whether to read ahead only if the requested bytes follow the previous ones.</param>
    public FileWindow(MapBytes bytes, bool isForWalk = false)
    {
        _bytes = bytes;
        _isForWalk = isForWalk;
        _piece = GC.AllocateUninitializedArray<byte>(PieceLength + Overhang);
    }

    /// <summary>Bytes of the file.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="length">Number of bytes, at most <see cref="PieceLength"/>.</param>
    /// <param name="read">They, until the next call.</param>
    /// <returns>Whether the file has them.</returns>
    public bool TryRead(long offset, int length, out ReadOnlyMemory<byte> read)
    {
        read = default;
        if (offset < 0 || offset > _bytes.Length - length) return false;
        if (offset < _start || offset + length > _start + _length) Move(offset, length);
        read = _piece.AsMemory((int)(offset - _start), length);
        return true;
    }

    private void Move(long offset, int length)
    {
        var start = _isForWalk ? offset : offset - (offset % PieceLength);
        if (offset + length > start + _piece.Length) start = offset;
        var most = _isForWalk && offset != _start + _length ? length : _piece.Length;
        var wanted = (int)Math.Min(most, _bytes.Length - start);
        _length = 0;
        _bytes.Read(start, _piece.AsSpan(0, wanted));
        (_start, _length) = (start, wanted);
    }
}
