namespace MapKit.Cli;

/// <summary>Standard output that the caller has closed: a result that goes there is lost, and that is an error.</summary>
internal sealed class ClosedOutput : OutputStream
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > 0) throw new IOException("is closed");
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is buffered.
    }
}
