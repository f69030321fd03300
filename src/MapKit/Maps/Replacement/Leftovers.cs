using System.Runtime.Versioning;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>The temporary files of killed runs.</summary>
[SupportedOSPlatform("linux")]
internal static class Leftovers
{
    /// <summary>Removes those of one map, as far as permitted. Files of running programs are locked and kept.</summary>
    /// <param name="folder">The map's folder.</param>
    /// <param name="map">The map's file name.</param>
    public static void Remove(string folder, string map)
    {
        // If the folder is missing, creating the new map reports it.
        if (!Directory.Exists(folder)) return;

        // A folder that may be written but not listed is not an error.
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
