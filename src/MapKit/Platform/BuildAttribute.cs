using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// The attribute in which <c>compile</c> stores the build information of a map. It is trusted only if no other user could have written
/// it: only root can write it if root compiles (<c>trusted.</c>), and a map that others may write has none.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class BuildAttribute
{
    private const string OfUser = "user.mapkit.build";
    private const string OfRoot = "trusted.mapkit.build";
    private const int LongestStamp = 256;

    private const UnixFileMode WriteByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private static string Name => Environment.IsPrivilegedProcess ? OfRoot : OfUser;

    /// <summary>Whether an attribute is one of these.</summary>
    public static bool Is(string name) => name is OfUser or OfRoot;

    /// <summary>Whether only this user can write a file, and thus the attribute.</summary>
    /// <param name="status">Its status. The mask of an access control list is among the mode bits.</param>
    public static bool IsSafeFor(in FileStatus status) =>
        status.UserId == LibC.EffectiveUser() && (status.Mode & WriteByOthers) == 0;

    /// <summary>Reads the stored build information of a map.</summary>
    /// <returns>Null if there is none, or if another user may have written it.</returns>
    public static byte[]? Read(SafeFileHandle file, in FileStatus status)
    {
        if (!IsSafeFor(status)) return null;
        var buffer = new byte[LongestStamp];
        var length = LibC.GetAttribute(file, Name, buffer, buffer.Length);
        return length < 0 ? null : buffer[..(int)length];
    }

    /// <summary>Stores the build information of a map. If it cannot be stored, the next run takes longer.</summary>
    public static void Write(SafeFileHandle file, in FileStatus status, byte[] stamp)
    {
        if (IsSafeFor(status)) _ = LibC.SetAttribute(file, Name, stamp, stamp.Length, 0);
    }
}
