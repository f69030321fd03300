using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// What a file has beside its permissions: its access control list, and the attributes that users give it. Those of the
/// system, as of SELinux, a new file has by its place.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ExtendedAttributes
{
    private const string AccessList = "system.posix_acl_access";
    private const string OfUsers = "user.";
    private const string Stamp = OfUsers + "mapkit.build";
    private const int LongestStamp = 256;

    // What Linux allows for the names, and for one value.
    private const int LargestSize = 1 << 16;

    /// <summary>
    /// Gives a new file those of the one that it replaces, before its mode: without the list, the bits of the group would
    /// let its members do what the list lets others do.
    /// </summary>
    /// <param name="from">The old file.</param>
    /// <param name="to">The new file.</param>
    /// <returns>Whether it has all of them.</returns>
    public static bool TryCopy(SafeFileHandle from, SafeFileHandle to)
    {
        var buffer = new byte[LargestSize];
        var listed = LibC.ListAttributes(from, buffer, buffer.Length);

        // There is a file system that has none.
        if (listed < 0) return true;
        var names = Encoding.UTF8.GetString(buffer.AsSpan(0, (int)listed)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

        // The folder may have given the new one a list.
        if (!names.Contains(AccessList)) _ = LibC.RemoveAttribute(to, AccessList);
        var isWhole = true;
        foreach (var name in names.Where(name => name == AccessList || name.StartsWith(OfUsers, StringComparison.Ordinal)))
        {
            var length = LibC.GetAttribute(from, name, buffer, buffer.Length);
            isWhole &= length >= 0 && LibC.SetAttribute(to, name, buffer.AsSpan(0, (int)length), length, 0) == 0;
        }

        return isWhole;
    }

    /// <summary>What was kept of how a map was made.</summary>
    /// <returns>Null if nothing was.</returns>
    public static byte[]? ReadStamp(SafeFileHandle file)
    {
        var buffer = new byte[LongestStamp];
        var length = LibC.GetAttribute(file, Stamp, buffer, buffer.Length);
        return length < 0 ? null : buffer[..(int)length];
    }

    /// <summary>Keeps how a map was made. Where the file system keeps no such thing the next run has more to do.</summary>
    public static void WriteStamp(SafeFileHandle file, byte[] stamp) => _ = LibC.SetAttribute(file, Stamp, stamp, stamp.Length, 0);
}
