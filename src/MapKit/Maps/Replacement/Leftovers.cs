using System.Runtime.Versioning;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>The temporary files of killed runs.</summary>
[SupportedOSPlatform("linux")]
internal static class Leftovers
{
    /// <summary>Removes those of one map, as far as permitted. Files of running programs are locked and kept.</summary>
    /// <param name="target">The map, free of links.</param>
    public static void Remove(string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        var map = Path.GetFileName(target);

        // A folder that may be written but not listed is not an error; if it is missing, creating the new map reports it.
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
