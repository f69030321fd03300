using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Cli;

/// <summary>
/// Standard output as it is. .NET's own stream does not report that the reader has gone, so that <c>mapkit dump MAP | head</c> would go on
/// to the last record.
/// </summary>
/// <param name="file">The descriptor; not owned.</param>
[SupportedOSPlatform("linux")]
internal sealed class StandardOutput(SafeFileHandle file) : Stream
{
    private const int Forever = -1;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether nobody can read what is written any more.</summary>
    public bool IsClosedByReader => LibC.Wait(file, events: 0, milliseconds: 0).HasFlag(DescriptorEvents.Error);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = LibC.Write(file, buffer, buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            if (LibC.WasInterrupted(written)) continue;

            // Whoever shares the descriptor may have made it one that does not block.
            if (LibC.Error == LibC.WouldBlock) LibC.Wait(file, DescriptorEvents.Writable, Forever);
            else throw new IOException(Marshal.GetPInvokeErrorMessage(LibC.Error), LibC.Error);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
