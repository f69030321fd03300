using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>A file for what memory does not hold while a map is made: where the map goes, since there is room, and without a name.</summary>
internal static class ScratchFile
{
    /// <summary>Creates one. It is gone when it is closed, however the program ends.</summary>
    /// <param name="path">The map.</param>
    /// <param name="identity">With whose rights.</param>
    /// <returns>An empty file, open for reading and writing.</returns>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public static SafeFileHandle Create(string path, FileSystemIdentity identity)
    {
        var target = identity.Run(() => MapPath.Resolve(path, identity));
        var (file, name) = TemporaryFile.Create(target, identity, deleteOnClose: true);

        // If that fails, the next run removes it.
        identity.Run(() =>
        {
            if (LibC.IsSupported) _ = LibC.Unlink(name);
        });
        return file;
    }
}
