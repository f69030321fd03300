using System.Text;

namespace MapKit.Cli.Rendering;

/// <summary>Buffered output of raw bytes and of text as UTF-8.</summary>
internal sealed class ByteWriter(Stream stream) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
        {
            Flush();
            if (bytes.Length > _buffer.Length)
            {
                stream.Write(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Appends text.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Appends text and LF.</summary>
    public void WriteLine(string text)
    {
        Write(text);
        Write("\n"u8);
    }

    /// <summary>Hands everything on.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _used);
        stream.Flush();
        _used = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();
}
