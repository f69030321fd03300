namespace MapKit.Records.Spilling;

/// <summary>Reads a run from its beginning to its end.</summary>
internal sealed class RunReader
{
    private readonly RunFile _file;
    private readonly long _end;
    private byte[] _buffer;
    private long _bufferStart;
    private int _filled;
    private int _position;
    private RunHeader _header;

    /// <summary>Creates a reader before the first record.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where the run begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="bufferSize">Bytes that are read at once.</param>
    public RunReader(RunFile file, long start, long end, int bufferSize)
    {
        _file = file;
        _bufferStart = start;
        _end = end;
        _buffer = new byte[bufferSize];
    }

    /// <summary>The rank of the record.</summary>
    public uint Rank => _header.Rank;

    /// <summary>The line of the record.</summary>
    public int Line => _header.Line;

    /// <summary>The place of the record.</summary>
    public long Place => _bufferStart + _position;

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Key => _buffer.AsSpan(_position + RunHeader.Length, _header.KeyLength);

    /// <summary>The value.</summary>
    public ReadOnlySpan<byte> Value => _buffer.AsSpan(_position + RunHeader.Length + _header.KeyLength, _header.ValueLength);

    private long LengthOfRecord => RunHeader.Length + (long)_header.KeyLength + _header.ValueLength;

    /// <summary>Moves to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (_filled > 0) _position += (int)LengthOfRecord;
        if (Place == _end) return false;
        Require(RunHeader.Length);
        _header = RunHeader.Read(_buffer.AsSpan(_position));
        Require(checked((int)LengthOfRecord));
        return true;
    }

    /// <summary>Ensures that bytes from the position on are in the buffer.</summary>
    private void Require(int length)
    {
        if (_filled - _position >= length) return;
        var rest = _buffer.AsSpan(_position.._filled);
        var larger = length > _buffer.Length ? new byte[length] : _buffer;
        rest.CopyTo(larger);
        _buffer = larger;
        _bufferStart += _position;
        _filled = rest.Length;
        _position = 0;
        var wanted = (int)Math.Min(_buffer.Length - _filled, _end - _bufferStart - _filled);
        _file.Read(_bufferStart + _filled, _buffer.AsSpan(_filled, wanted));
        _filled += wanted;
    }
}
