using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>The status of a file. On systems other than Linux, owner and inode are 0.</summary>
internal readonly record struct FileStatus
{
    private const int TypeBits = 0xf000;
    private const int RegularType = 0x8000;
    private const int FolderType = 0x4000;
    private const int PipeType = 0x1000;
    private const int LinkType = 0xa000;
    private const int CharacterType = 0x2000;
    private const int BlockType = 0x6000;
    private const uint MemoryDevices = 1;
    private const uint NullDevice = 3;
    private const int PermissionBits = 0xfff;

    private FileStatus(in StatxBuffer buffer)
    {
        Device = ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor;
        Inode = buffer.Inode;
        Links = buffer.Links;
        UserId = buffer.UserId;
        GroupId = buffer.GroupId;
        Mode = (UnixFileMode)(buffer.Mode & PermissionBits);
        IsRegular = (buffer.Mode & TypeBits) == RegularType;
        IsFolder = (buffer.Mode & TypeBits) == FolderType;
        IsPipe = (buffer.Mode & TypeBits) == PipeType;
        IsLink = (buffer.Mode & TypeBits) == LinkType;
        IsUnsuitableDevice = (buffer.Mode & TypeBits) switch
        {
            BlockType => true,
            CharacterType => buffer.SpecialMajor == MemoryDevices && buffer.SpecialMinor != NullDevice,
            _ => false,
        };
        Length = buffer.Length;
        ModifiedSeconds = buffer.ModifiedSeconds;
        ModifiedNanoseconds = buffer.ModifiedNanoseconds;
        LastWriteTimeUtc = DateTime.UnixEpoch
            .AddSeconds(buffer.ModifiedSeconds)
            .AddTicks(buffer.ModifiedNanoseconds / TimeSpan.NanosecondsPerTick);
    }

    /// <summary>File system.</summary>
    public ulong Device { get; }

    /// <summary>Number of the file in it.</summary>
    public ulong Inode { get; }

    /// <summary>Which file it is.</summary>
    public FileIdentity Identity => new(Device, Inode);

    /// <summary>Number of hard links.</summary>
    public uint Links { get; private init; }

    /// <summary>Owner.</summary>
    public uint UserId { get; }

    /// <summary>Group.</summary>
    public uint GroupId { get; }

    /// <summary>Permission bits.</summary>
    public UnixFileMode Mode { get; private init; }

    /// <summary>Whether it is a regular file.</summary>
    public bool IsRegular { get; private init; }

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; }

    /// <summary>Whether it is a symbolic link, which was not followed.</summary>
    public bool IsLink { get; }

    /// <summary>Whether it is a named pipe: opening it waits for a writer.</summary>
    public bool IsPipe { get; }

    /// <summary>Whether it is a disk, or a device such as <c>/dev/zero</c> that has no end. A terminal and <c>/dev/null</c> are not.</summary>
    public bool IsUnsuitableDevice { get; }

    /// <summary>Size in bytes.</summary>
    public long Length { get; private init; }

    /// <summary>Modification time.</summary>
    public DateTime LastWriteTimeUtc { get; private init; }

    /// <summary>Modification time, whole seconds since 1970; 0 on systems other than Linux.</summary>
    public long ModifiedSeconds { get; }

    /// <summary>Modification time, nanoseconds within the second.</summary>
    public uint ModifiedNanoseconds { get; }

    /// <summary>The status of an open file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FileStatus Read(SafeFileHandle handle)
    {
        if (!LibC.IsSupported)
        {
            return new FileStatus
            {
                Links = 1,
                Mode = FilePermissions.AreKnown ? File.GetUnixFileMode(handle) : default,
                IsRegular = (File.GetAttributes(handle) & FileAttributes.Directory) == 0,
                Length = RandomAccess.GetLength(handle),
                LastWriteTimeUtc = File.GetLastWriteTimeUtc(handle),
            };
        }

        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            return LibC.Statx((int)handle.DangerousGetHandle(), "", LibC.EmptyPath, LibC.BasicStatistics, out var buffer) == 0
                ? new FileStatus(buffer)
                : throw FileFailure.Create("read the status of an open file", LibC.Error);
        }
        finally
        {
            if (added) handle.DangerousRelease();
        }
    }

    /// <summary>The status of the file that a path leads to.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <exception cref="IOException">There is no such file, or its status cannot be read.</exception>
    [SupportedOSPlatform("linux")]
    public static FileStatus At(string path) =>
        LibC.Statx(LibC.CurrentFolder, FileRoot.PathOf(path), 0, LibC.BasicStatistics, out var buffer) == 0
            ? new FileStatus(buffer)
            : throw FileFailure.Create($"read the status of {path}", LibC.Error);

    /// <summary>The same, or null if it cannot be read.</summary>
    [SupportedOSPlatform("linux")]
    public static FileStatus? TryAt(string path) =>
        LibC.Statx(LibC.CurrentFolder, FileRoot.PathOf(path), 0, LibC.BasicStatistics, out var buffer) == 0 ? new FileStatus(buffer) : null;

    /// <summary>The same for a link, if it is one.</summary>
    [SupportedOSPlatform("linux")]
    public static FileStatus? TryAtLink(string path) =>
        LibC.Statx(LibC.CurrentFolder, FileRoot.PathOf(path), LibC.DoNotFollow, LibC.BasicStatistics, out var buffer) == 0 ? new FileStatus(buffer) : null;

    /// <summary>Whether a path, not followed if it is a link, still names the open file.</summary>
    /// <param name="path">The path under which the file was opened.</param>
    /// <exception cref="IOException">The status of the path cannot be read.</exception>
    public bool IsStillAt(string path)
    {
        if (!LibC.IsSupported) return true;
        if (LibC.Statx(LibC.CurrentFolder, FileRoot.PathOf(path), LibC.DoNotFollow, LibC.BasicStatistics, out var buffer) == 0)
            return new FileStatus(buffer) is var now && now.Inode == Inode && now.Device == Device;
        return LibC.Error is LibC.NoEntry or LibC.NotFolder ? false : throw FileFailure.Create($"read the status of {path}", LibC.Error);
    }
}
