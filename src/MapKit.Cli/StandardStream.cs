using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Cli;

/// <summary>
/// Standard output or error. .NET's stream does not report a closed pipe, so that <c>mapkit dump MAP | head</c> would continue
/// to the last record, needs further files, so that where no more can be opened it could not say so, and switches the terminal to another
/// mode of its keys.
/// </summary>
/// <param name="file">The descriptor; not owned.</param>
[SupportedOSPlatform("linux")]
internal sealed class StandardStream(SafeFileHandle file) : OutputStream
{
    private const int Forever = -1;

    /// <summary>Whether the pipe is closed.</summary>
    public bool IsClosedByReader => LibC.Wait(file, events: 0, milliseconds: 0).HasFlag(DescriptorEvents.Error);

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

            // Another process with the same descriptor may have made it non-blocking.
            if (LibC.Error == LibC.WouldBlock) LibC.Wait(file, DescriptorEvents.Writable, Forever);
            else throw new IOException(Marshal.GetPInvokeErrorMessage(LibC.Error), LibC.Error);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is buffered.
    }
}
