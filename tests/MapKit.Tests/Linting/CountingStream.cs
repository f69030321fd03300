namespace MapKit.Tests.Linting;

/// <summary>Counts how often a source is read from its beginning to wherever the reader stops.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    /// <summary>How often bytes were read.</summary>
    public int Readings { get; private set; }

    /// <summary>Bytes that were read in all.</summary>
    public long BytesRead { get; private set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        // A MemoryStream of another type reads spans by this as well.
        if (Position == 0 && Length > 0) Readings++;
        var read = base.Read(buffer, offset, count);
        BytesRead += read;
        return read;
    }
}
