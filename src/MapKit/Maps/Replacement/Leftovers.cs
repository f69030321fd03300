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
        // Where there is no folder, creating the new map says so.
        if (!Directory.Exists(folder)) return;

        // A folder that may be written but not listed is no reason to fail.
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        foreach (var path in Directory.EnumerateFiles(folder, "*", options))
        {
            if (TemporaryName.Is(Path.GetFileName(path.AsSpan()), map)) RemoveIfAbandoned(path);
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
