using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>What a file has beside its content and its permissions (xattr(7)).</summary>
[SupportedOSPlatform("linux")]
internal static class ExtendedAttributes
{
    /// <summary>Checksums of the content, which the new file has of its own: the stamp of a build, and those of the kernel's integrity checks.</summary>
    private static readonly string[] OfContent = ["security.ima", "security.evm"];

    // Linux's limits for the list of names and for one value.
    private const int LargestSize = 1 << 16;

    /// <summary>
    /// Gives a new file those of the one that it replaces, but for the access control list (<see cref="AccessList"/>) and what speaks
    /// of the old content.
    /// </summary>
    /// <param name="from">The old file.</param>
    /// <param name="to">The new file.</param>
    /// <returns>Whether it has all of them.</returns>
    public static bool TryCopy(SafeFileHandle from, SafeFileHandle to)
    {
        Span<byte> few = stackalloc byte[512];
        var listed = LibC.ListAttributes(from, few, few.Length);
        if (listed == 0) return true;
        if (listed > 0) return TryCopy(from, to, few[..(int)listed]);

        // There are file systems that have none.
        if (LibC.Error is LibC.NotSupported or LibC.NoSuchCall) return true;
        if (LibC.Error != LibC.TooLarge) return false;
        var many = new byte[LargestSize];
        listed = LibC.ListAttributes(from, many, many.Length);
        return listed >= 0 && TryCopy(from, to, many.AsSpan(0, (int)listed));
    }

    private static bool TryCopy(SafeFileHandle from, SafeFileHandle to, ReadOnlySpan<byte> names)
    {
        byte[]? buffer = null;
        var isWhole = true;
        foreach (var name in Encoding.UTF8.GetString(names).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == AccessList.Attribute || OfContent.Contains(name) || BuildAttribute.Is(name)) continue;
            buffer ??= new byte[LargestSize];
            var length = LibC.GetAttribute(from, name, buffer, buffer.Length);
            isWhole &= length >= 0 && (Has(to, name, buffer.AsSpan(0, (int)length)) || LibC.SetAttribute(to, name, buffer.AsSpan(0, (int)length), length, 0) == 0);
        }

        return isWhole;
    }

    /// <summary>The label of SELinux, which a file gets from its folder, need not be set again, which might be forbidden.</summary>
    private static bool Has(SafeFileHandle file, string name, ReadOnlySpan<byte> value)
    {
        var buffer = new byte[value.Length];
        return LibC.GetAttribute(file, name, buffer, buffer.Length) == value.Length && value.SequenceEqual(buffer);
    }
}
