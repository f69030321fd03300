namespace MapKit.Cli;

/// <summary>
/// Standard error. A message that cannot be written, because the disk is full or the pipe is closed, is lost, and the work continues: there
/// is no place to report it, and stopping halfway would be worse.
/// </summary>
/// <param name="stream">The stream for messages.</param>
internal sealed class MessageStream(Stream stream) : OutputStream
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Lost.
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        try
        {
            stream.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Lost.
        }
    }
}
