using System.Runtime.Versioning;
using MapKit.Platform;
using MapKit.Platform.Locks;
using MapKit.Platform.Paths;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>The temporary files of killed runs.</summary>
[SupportedOSPlatform("linux")]
internal static class Leftovers
{
    private static readonly string[] MapSuffixes = [.. MapTypes.All.Select(MapTypes.SuffixOf).Distinct()];

    /// <summary>
    /// Removes those of one table, as far as permitted: of its source and of its maps in the folder, whichever of them is written now. Files of
    /// running programs are locked and kept.
    /// </summary>
    /// <param name="target">The source or map, free of links.</param>
    public static void Remove(string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        var file = Path.GetFileName(target);
        var source = MapTypes.SourceNameOf(file) ?? file;

        // A folder that may be written but not listed is not an error; if it is missing, creating the new map reports it.
        foreach (var name in FolderEntries.Read(folder, TemporaryName.MayBe))
        {
            if (TemporaryName.Is(name, file) || TemporaryName.Is(name, source) || Array.Exists(MapSuffixes, suffix => TemporaryName.Is(name, source + suffix))) RemoveIfAbandoned(Path.Join(folder, name));
        }
    }

    /// <summary>The same for a source that is not replaced now: a run that is killed after its rename leaves the old source.</summary>
    /// <param name="path">The source, or a symbolic link to it.</param>
    /// <param name="except">The file whose folder has been cleaned, free of links; null for none.</param>
    public static void RemoveOfSource(string path, string? except = null)
    {
        try
        {
            using var file = MapPath.Resolve(path, FileSystemIdentity.Own);
            var source = file.Path;
            if (source == except || (except is not null && source == MapTypes.SourceNameOf(except))) return;
            FileSystemIdentity.OwnerOfFile(source, null).Run(() => Remove(source));
        }
        catch (UnauthorizedAccessException)
        {
            // A link that is not followed: no run has written there.
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
