using System.Runtime.InteropServices;

namespace MapKit.Platform;

/// <summary>The fields of <c>struct statx</c> that are used; the layout is the kernel's and the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    /// <summary>Number of hard links.</summary>
    [FieldOffset(16)] public uint Links;

    /// <summary>Owner.</summary>
    [FieldOffset(20)] public uint UserId;

    /// <summary>Group.</summary>
    [FieldOffset(24)] public uint GroupId;

    /// <summary>File type and permission bits.</summary>
    [FieldOffset(28)] public ushort Mode;

    /// <summary>Inode number.</summary>
    [FieldOffset(32)] public ulong Inode;

    /// <summary>Size in bytes.</summary>
    [FieldOffset(40)] public long Length;

    /// <summary>Modification time, whole seconds since 1970.</summary>
    [FieldOffset(112)] public long ModifiedSeconds;

    /// <summary>Modification time, nanoseconds within the second.</summary>
    [FieldOffset(120)] public uint ModifiedNanoseconds;

    /// <summary>Of a device, its driver.</summary>
    [FieldOffset(128)] public uint SpecialMajor;

    /// <summary>Of a device, its number within the driver.</summary>
    [FieldOffset(132)] public uint SpecialMinor;

    /// <summary>Device of the file system, first half.</summary>
    [FieldOffset(136)] public uint DeviceMajor;

    /// <summary>Device of the file system, second half.</summary>
    [FieldOffset(140)] public uint DeviceMinor;
}
