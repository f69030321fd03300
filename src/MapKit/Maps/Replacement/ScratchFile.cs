using MapKit.Platform;
using MapKit.Platform.Paths;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>A file for data that does not fit in memory while a map is built: in the map's folder, which has space, and without a name.</summary>
internal static class ScratchFile
{
    /// <summary>Creates a scratch file. It is deleted when it is closed or the program ends.</summary>
    /// <param name="path">The map.</param>
    /// <param name="identity">The identity to use.</param>
    /// <returns>An empty file, open for reading and writing.</returns>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public static SafeFileHandle Create(string path, FileSystemIdentity identity)
    {
        using var target = identity.Run(() => MapPath.Resolve(path, identity));
        var (file, name) = TemporaryFile.Create(target.Path, identity, deleteOnClose: true);

        // If that fails, the next run removes it.
        identity.Run(() =>
        {
            if (LibC.IsSupported) _ = LibC.Unlink(name);
        });
        return file;
    }
}
