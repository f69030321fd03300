using MapKit.Platform;

namespace MapKit.Cli.Rendering;

/// <summary>Buffered output of raw bytes and of text as UTF-8. A failure is thrown once; after that, output is discarded.</summary>
/// <param name="stream">Receives the bytes.</param>
/// <param name="isTerminal">Whether control characters are shown instead of obeyed.</param>
/// <param name="beforeSending">Called before bytes are sent, or null.</param>
internal sealed class ByteWriter(Stream stream, bool isTerminal = false, Action? beforeSending = null) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;
    private bool _failed;

    /// <summary>Appends bytes.</summary>
    /// <exception cref="OutputException">The reader has closed the pipe, or the disk is full.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (isTerminal && !TerminalBytes.AreSafe(bytes)) bytes = TerminalBytes.Shown(bytes);
        if (bytes.Length > _buffer.Length - _used)
        {
            Flush();
            if (bytes.Length > _buffer.Length)
            {
                Send(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Appends text. A file name is written as its original bytes.</summary>
    public void Write(string text) => Write(LosslessText.ToBytes(text));

    /// <summary>Appends text and LF.</summary>
    public void WriteLine(string text)
    {
        Write(text);
        Write("\n"u8);
    }

    /// <summary>Stops work whose output has no reader.</summary>
    /// <exception cref="OutputException">The reader has closed the pipe.</exception>
    public void ThrowIfClosedByReader()
    {
        if (LibC.IsSupported && stream is StandardStream { IsClosedByReader: true }) throw OutputException.ClosedByReader();
    }

    /// <summary>Writes everything buffered.</summary>
    /// <exception cref="OutputException">As for <see cref="Write(ReadOnlySpan{byte})"/>.</exception>
    public void Flush()
    {
        var bytes = _buffer.AsSpan(0, _used);
        _used = 0;
        if (!bytes.IsEmpty) Send(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        if (_failed) return;

        beforeSending?.Invoke();

        // After a failure, nothing is written a second time.
        _failed = true;
        try
        {
            stream.Write(bytes);
            stream.Flush();
            _failed = false;
        }
        catch (IOException exception)
        {
            throw new OutputException(exception);
        }
    }
}
