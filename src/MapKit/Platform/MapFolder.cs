using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>The folder of a map, opened to make a rename in it durable.</summary>
[SupportedOSPlatform("linux")]
internal sealed class MapFolder : IDisposable
{
    private readonly SafeFileHandle _folder;
    private readonly string _target;

    private MapFolder(SafeFileHandle folder, string target)
    {
        _folder = folder;
        _target = target;
    }

    /// <summary>Opens the folder of a file, or returns null when it may be written but not read.</summary>
    public static MapFolder? Open(string target)
    {
        var path = Path.GetDirectoryName(target)!;
        int descriptor;
        do
        {
            descriptor = LibC.Open(path, LibC.ReadOnly | LibC.Directory | LibC.CloseOnExec, 0);
        }
        while (LibC.WasInterrupted(descriptor));

        if (descriptor >= 0) return new MapFolder(new SafeFileHandle(descriptor, ownsHandle: true), target);
        return LibC.Error == LibC.AccessDenied ? null : throw FileFailure.Create($"open {path}", LibC.Error);
    }

    /// <summary>Waits until the folder's entries are on the disk.</summary>
    /// <exception cref="IOException">The new map is in place, but may be the old one again after a power failure.</exception>
    public void Flush()
    {
        try
        {
            RandomAccess.FlushToDisk(_folder);
        }
        catch (IOException exception)
        {
            throw FileFailure.Create($"make the new {_target} last", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
