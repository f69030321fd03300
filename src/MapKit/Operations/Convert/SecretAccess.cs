using MapKit.Maps;
using MapKit.Platform;

namespace MapKit.Operations.Convert;

/// <summary>Who may read the new map of a secret table. The old map may be readable by more users than the source that it was compiled from.</summary>
internal static class SecretAccess
{
    /// <summary>The files whose permissions limit those of the new map, besides the old map.</summary>
    /// <param name="path">The old map.</param>
    /// <param name="map">Its owner and permissions.</param>
    /// <param name="output">The new map.</param>
    /// <param name="holdsKeys">Whether its values are private keys. Their source only names the files with the keys.</param>
    public static IReadOnlyList<AccessList> LimitsFor(string path, SourceIdentity map, string output, bool holdsKeys)
    {
        AccessList[] sources = [.. new[] { MapTypes.SourceOf(path), MapTypes.SourceOf(output) }.OfType<string>().Distinct().Select(Read).OfType<AccessList>()];
        var isOpen = (holdsKeys || sources.Length == 0) && map.Access.IsForAll && Array.TrueForAll(sources, source => source.IsForAll);

        // Nothing shows who was meant to read it.
        return isOpen ? [.. sources, AccessList.FromMode(FilePermissions.OwnerOnly, map.UserId, map.GroupId)] : sources;
    }

    private static AccessList? Read(string source)
    {
        try
        {
            using var file = UnlockedFile.Open(source, waitsForWriter: false);
            return SourceIdentity.Read(file) is { Mode: not null } identity ? identity.Access : null;
        }
        catch (UnauthorizedAccessException)
        {
            // The map may be read without it. The group bits of its mode may be the mask of an access control list.
            return LibC.IsSupported && FileStatus.TryAt(source) is { IsRegular: true } status ? AccessList.FromMode(status.Mode, status.UserId, status.GroupId).WithGroupAsOthers() : null;
        }
    }
}
