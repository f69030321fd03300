
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Dump;

/// <summary>The file that receives the secrets of a map.</summary>
internal static class PrivateOutput
{
    /// <summary>Removes the read permission of all users who may not read the map. A pipe or other non-file is not changed.</summary>
    /// <param name="output">The file, open.</param>
    /// <param name="map">The map.</param>
    /// <exception cref="IOException">A status cannot be read, or the mode cannot be changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
    public static void Narrow(SafeFileHandle output, string map)
    {
        if (!LibC.IsSupported || FileStatus.Read(output) is not { IsRegular: true } status) return;
        using var file = UnlockedFile.OpenRegular(map);
        var allowed = AccessList.Read(file, FileStatus.Read(file));
        var access = AccessList.Read(output, status).Only(FilePermissions.All);
        var narrow = access.NoWiderThan(allowed);
        if (!narrow.HasSamePermissions(access)) narrow.TryApply(output, "the output");
    }
}
