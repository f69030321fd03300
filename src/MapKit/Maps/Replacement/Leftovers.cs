using System.Runtime.Versioning;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>The temporary files that killed runs left behind.</summary>
[SupportedOSPlatform("linux")]
internal static class Leftovers
{
    /// <summary>Removes those of one map, as far as the rights go. Files of runs that are alive are locked and stay.</summary>
    /// <param name="folder">The map's folder.</param>
    /// <param name="map">The map's file name.</param>
    public static void Remove(string folder, string map)
    {
        // A folder that may be written but not listed is no reason to fail; where there is none, creating the new map says so.
        foreach (var name in FolderEntries.Read(folder, TemporaryName.MayBe))
        {
            if (TemporaryName.Is(name, map)) RemoveIfAbandoned(Path.Join(folder, name));
        }
    }

    private static void RemoveIfAbandoned(string path)
    {
        var descriptor = LibC.Open(path, LibC.ReadOnly | LibC.NoFollow | LibC.NonBlocking | LibC.CloseOnExec, 0);
        if (descriptor < 0) return;
        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (FileLock.TryExclusive(file, path)) _ = LibC.Unlink(path);
    }
}
