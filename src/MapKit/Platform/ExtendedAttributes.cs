using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// A file's access control list and user attributes. System attributes, such as those of
/// SELinux, are set by the folder of a new file.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ExtendedAttributes
{
    private const string AccessList = "system.posix_acl_access";
    private const string OfUsers = "user.";
    private const string Stamp = OfUsers + "mapkit.build";
    private const int LongestStamp = 256;

    // Linux's limits for the list of names and for one value.
    private const int LargestSize = 1 << 16;

    /// <summary>
    /// Copies the attributes of the replaced file to the new file, before its mode: without the list, the group's bits would
    /// grant the group the rights that the list grants to others.
    /// </summary>
    /// <param name="from">The old file.</param>
    /// <param name="to">The new file.</param>
    /// <returns>Whether it has all of them.</returns>
    public static bool TryCopy(SafeFileHandle from, SafeFileHandle to)
    {
        var buffer = new byte[LargestSize];
        var listed = LibC.ListAttributes(from, buffer, buffer.Length);

        // Some file systems have no attributes.
        if (listed < 0) return true;
        var names = Encoding.UTF8.GetString(buffer.AsSpan(0, (int)listed)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

        // The new file may have inherited a list from the folder.
        if (!names.Contains(AccessList)) _ = LibC.RemoveAttribute(to, AccessList);
        var isWhole = true;
        foreach (var name in names.Where(name => name == AccessList || name.StartsWith(OfUsers, StringComparison.Ordinal)))
        {
            var length = LibC.GetAttribute(from, name, buffer, buffer.Length);
            isWhole &= length >= 0 && LibC.SetAttribute(to, name, buffer.AsSpan(0, (int)length), length, 0) == 0;
        }

        return isWhole;
    }

    /// <summary>Reads the stored build information of a map.</summary>
    /// <returns>Null if nothing was.</returns>
    public static byte[]? ReadStamp(SafeFileHandle file)
    {
        var buffer = new byte[LongestStamp];
        var length = LibC.GetAttribute(file, Stamp, buffer, buffer.Length);
        return length < 0 ? null : buffer[..(int)length];
    }

    /// <summary>Stores the build information of a map. Without it, if the file system has no attributes, the next run takes longer.</summary>
    public static void WriteStamp(SafeFileHandle file, byte[] stamp) => _ = LibC.SetAttribute(file, Stamp, stamp, stamp.Length, 0);
}
