namespace MapKit.Source;

/// <summary>
/// Passes on the bytes of a source and computes their digest. Bytes that are read again after a seek are not digested twice.
/// </summary>
/// <param name="source">The bytes, which can be read again; not disposed.</param>
internal sealed class DigestedStream(Stream source) : Stream
{
    private readonly ContentDigest _digest = new();
    private long _digested = source.Position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => !ComesOnce;

    /// <summary>Whether the bytes are to be read no more than once, so that whoever needs them again keeps them.</summary>
    public bool ComesOnce { get; set; }

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => source.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => source.Position;
        set => source.Position = value;
    }

    /// <summary>The offset of the first byte that has not been read.</summary>
    public long End => _digested;

    /// <summary>The digest of what has been read.</summary>
    public UInt128 Finish() => _digest.Finish();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var isNew = source.Position == _digested;
        var count = source.Read(buffer);
        if (!isNew) return count;
        _digest.Append(buffer[..count]);
        _digested += count;
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => source.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
