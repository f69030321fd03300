using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using MapKit.Platform.Locks;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// The calls of the C library that .NET lacks, and their constants on 64-bit Linux. Variadic functions
/// (open, fcntl, syscall) are declared with the arguments they get here: on these processors such arguments travel in the
/// same registers.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    public const int LockShared = 1;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int Unlock = 8;

    public const int SetOpenFileLock = 37;
    public const short ReadLock = 0;
    public const short WriteLock = 1;
    public const short NoLock = 2;

    public const int SetSignal = 10;
    public const int SetLease = 1024;
    public const int GetLease = 1025;

    /// <summary>SIGURG.</summary>
    public const int HarmlessSignal = 23;

    public const int CurrentFolder = -100;
    public const int MayWriteInFolder = 3;
    public const int WithEffectiveIdentity = 0x200;
    public const int DoNotFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const uint BasicStatistics = 0x7ff;

    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int NotFolder = 20;
    public const int InvalidArgument = 22;
    public const int TooLarge = 34;
    public const int NameTooLong = 36;
    public const int NoSuchCall = 38;
    public const int NoAttribute = 61;
    public const int NotSupported = 95;

    public const int KeepTarget = 1;
    public const int ExchangeNames = 2;

    private const nuint GetWindowSize = 0x5413;
    private const int FileSizeSignal = 25;
    private const nint IgnoreSignal = 1;

    private const int MostInterruptions = 10_000;

    private const string Library = "libc";

    [ThreadStatic]
    private static int _interruptions;

    /// <summary>Whether the numbers here are those of this machine.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture
        is Architecture.X64 or Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64;

    /// <summary>O_NOFOLLOW, which has another value on Arm.</summary>
    public static int NoFollow { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>O_DIRECTORY, which has another value on Arm.</summary>
    public static int Directory { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;

    private static nint StatxNumber { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 332 : 291;

    private static nint SetGroupsNumber { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 116 : 159;

    private static nint RenameNumber { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 316 : 276;

    /// <summary>The error of the last call.</summary>
    public static int Error => Marshal.GetLastPInvokeError();

    /// <summary>Whether a signal interrupted the call, so that it has to be repeated. A call that is always interrupted fails after a limit.</summary>
    public static bool WasInterrupted(nint result)
    {
        if (result < 0 && Error == Interrupted && ++_interruptions < MostInterruptions) return true;
        _interruptions = 0;
        return false;
    }

    /// <summary>poll(2) of one file.</summary>
    /// <returns>The events; none after a timeout.</returns>
    public static DescriptorEvents Wait(SafeFileHandle file, DescriptorEvents events, int milliseconds)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            var request = new PollRequest { Descriptor = (int)file.DangerousGetHandle(), Events = events };
            return Poll(ref request, 1, milliseconds) > 0 ? request.Happened : 0;
        }
        finally
        {
            if (added) file.DangerousRelease();
        }
    }

    /// <summary>A write beyond RLIMIT_FSIZE then fails with a reason, as in Postfix, and does not end the process.</summary>
    public static void IgnoreFileSizeSignal() => _ = Signal(FileSizeSignal, IgnoreSignal);

    /// <summary>statx(2). Called by number: older musl has no such function.</summary>
    public static int Statx(int folder, string path, int flags, uint mask, out StatxBuffer buffer) =>
        (int)StatxByNumber(StatxNumber, folder, path, flags, (nint)mask, out buffer);

    /// <summary>renameat2(2) that fails if the new name exists. Called by number: older C libraries have no such function.</summary>
    public static int RenameToNewName(string from, string to) =>
        (int)RenameByNumber(RenameNumber, CurrentFolder, from, CurrentFolder, to, KeepTarget);

    /// <summary>renameat2(2) that exchanges two files.</summary>
    public static int Exchange(string one, string other) =>
        (int)RenameByNumber(RenameNumber, CurrentFolder, one, CurrentFolder, other, ExchangeNames);

    /// <summary>
    /// setgroups(2) for the calling thread. The function of that name would change every thread of the process.
    /// </summary>
    public static int SetThreadGroups(ReadOnlySpan<uint> groups) =>
        (int)SetGroupsByNumber(SetGroupsNumber, groups.Length, groups);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int OpenAt(int folder, string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial nint ReadLinkAt(int folder, string path, Span<byte> target, nint size);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollRequest request, nuint count, int milliseconds);

    /// <summary>The number of columns of the terminal that a descriptor is; 0 if it is none, or unknown.</summary>
    /// <remarks>.NET's <c>Console.WindowWidth</c> switches the terminal to another mode of its keys and leaves it so.</remarks>
    public static int Columns(int descriptor) => Control(descriptor, GetWindowSize, out var size) == 0 ? size.Columns : 0;

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, out WindowSize size);

    [LibraryImport(Library, EntryPoint = "faccessat", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Access(int folder, string path, int mode, int flags);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Unlink(string path);

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Rename(string from, string to);

    [LibraryImport(Library, EntryPoint = "readlink", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial nint ReadLink(string path, Span<byte> target, nint size);

    [LibraryImport(Library, EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial nint RealPath(string path, Span<byte> resolved);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(SafeFileHandle file, int command, ref RecordLock argument);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FcntlNumber(SafeFileHandle file, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Link(string from, string to);

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int UnlinkAt(int folder, string path, int flags);

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport(Library, EntryPoint = "flistxattr", SetLastError = true)]
    public static partial nint ListAttributes(SafeFileHandle file, Span<byte> names, nint size);

    [LibraryImport(Library, EntryPoint = "fgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetAttribute(SafeFileHandle file, string name, Span<byte> value, nint size);

    [LibraryImport(Library, EntryPoint = "fsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetAttribute(SafeFileHandle file, string name, ReadOnlySpan<byte> value, nint size, int flags);

    [LibraryImport(Library, EntryPoint = "fremovexattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveAttribute(SafeFileHandle file, string name);

    [LibraryImport(Library, EntryPoint = "futimens", SetLastError = true)]
    public static partial int SetTimes(SafeFileHandle file, in FileTimes times);

    [LibraryImport(Library, EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport(Library, EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Execute(string path, ReadOnlySpan<nint> arguments);

    [LibraryImport(Library, EntryPoint = "setfsuid")]
    public static partial int SetFileSystemUser(uint user);

    [LibraryImport(Library, EntryPoint = "setfsgid")]
    public static partial int SetFileSystemGroup(uint group);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(Library, EntryPoint = "getegid")]
    public static partial uint EffectiveGroup();

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint StatxByNumber(
        nint number, nint folder, string path, nint flags, nint mask, out StatxBuffer buffer);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint RenameByNumber(nint number, nint fromFolder, string from, nint toFolder, string to, nint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SetGroupsByNumber(nint number, nint count, ReadOnlySpan<uint> groups);
}

/// <summary>What poll(2) waits for and reports.</summary>
[Flags]
internal enum DescriptorEvents : short
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>More can be written.</summary>
    Writable = 4,

    /// <summary>The reading end is closed.</summary>
    Error = 8,
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollRequest
{
    /// <summary>The file.</summary>
    public int Descriptor;

    /// <summary>The requested events.</summary>
    public DescriptorEvents Events;

    /// <summary>The returned events.</summary>
    public DescriptorEvents Happened;
}

/// <summary><c>struct winsize</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WindowSize
{
    /// <summary>Lines.</summary>
    public ushort Rows;

    /// <summary>Characters of a line.</summary>
    public ushort Columns;

    /// <summary>Width in pixels.</summary>
    public ushort Width;

    /// <summary>Height in pixels.</summary>
    public ushort Height;
}
