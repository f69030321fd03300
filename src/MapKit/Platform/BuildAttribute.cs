using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// The attribute of a map in which <c>compile</c> keeps how it was made. It is believed only where nobody else could have written
/// it: it is root's own where root compiles (<c>trusted.</c>), and of a map that others may write there is none.
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

    /// <summary>Whether nobody but this user can write a file, and the attribute with it.</summary>
    /// <param name="status">Its status. The mask of an access control list is among the mode bits.</param>
    public static bool IsSafeFor(in FileStatus status) =>
        status.UserId == LibC.EffectiveUser() && (status.Mode & WriteByOthers) == 0;

    /// <summary>What was kept of how a map was made.</summary>
    /// <returns>Null if nothing was, or if another may have written it.</returns>
    public static byte[]? Read(SafeFileHandle file, in FileStatus status)
    {
        if (!IsSafeFor(status)) return null;
        var buffer = new byte[LongestStamp];
        var length = LibC.GetAttribute(file, Name, buffer, buffer.Length);
        return length < 0 ? null : buffer[..(int)length];
    }

    /// <summary>Keeps how a map was made. Where that cannot be kept the next run has more to do.</summary>
    public static void Write(SafeFileHandle file, in FileStatus status, byte[] stamp)
    {
        if (IsSafeFor(status)) _ = LibC.SetAttribute(file, Name, stamp, stamp.Length, 0);
    }
}
