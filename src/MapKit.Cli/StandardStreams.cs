using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Cli;

/// <summary>
/// Ensures that standard input, output and error are open, as Postfix's tools do: a caller may have closed them, and the
/// first file that is opened would then get one of their numbers.
/// </summary>
internal static class StandardStreams
{
    private const string Nothing = "/dev/null";
    private const string Root = "/";
    private const int LastOne = 2;

    /// <summary>Whether the caller had closed standard input.</summary>
    public static bool InputWasClosed { get; private set; }

    /// <summary>Whether the caller had closed standard output.</summary>
    public static bool OutputWasClosed { get; private set; }

    /// <summary>Opens <c>/dev/null</c> for each closed stream.</summary>
    public static void Open()
    {
        if (!LibC.IsSupported) return;
        while (true)
        {
            // A new file takes the lowest free number. A bare chroot may have no /dev/null; its root is opened instead.
            var descriptor = LibC.Open(Nothing, LibC.ReadWrite, 0);
            if (descriptor < 0) descriptor = LibC.Open(Root, LibC.ReadOnly, 0);
            InputWasClosed |= descriptor == 0;
            OutputWasClosed |= descriptor == 1;
            if (descriptor is >= 0 and <= LastOne) continue;
            if (descriptor >= 0) new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
            return;
        }
    }
}
