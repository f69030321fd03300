using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace MapKit.Platform.Accounts;

/// <summary>The users and groups of this system, as the C library finds them in files or in a directory service.</summary>
internal sealed partial class SystemAccounts : IAccounts
{
    private const int BufferTooSmall = 34; // ERANGE
    private const int FirstBuffer = 4096;
    private const int LargestBuffer = 1 << 26;

    /// <summary>The accounts of this system; null on one without such accounts: Windows, and a browser. Those of a foreign configuration are unknown.</summary>
    public static IAccounts? OfThisSystem => FileRoot.IsForeign ? null : This;

    private static IAccounts? This { get; } = OperatingSystem.IsWindows() || OperatingSystem.IsBrowser() ? null : new SystemAccounts();

    private delegate int Search<TEntry>(out TEntry entry, nint buffer, nuint size, out nint result);

    /// <summary>The line that /etc/passwd would have for a user.</summary>
    /// <param name="name">The name, without NUL.</param>
    /// <returns><c>name:password:user:group:comment:home:shell</c>, or null if there is no such user.</returns>
    [SupportedOSPlatform("linux")]
    public static byte[]? LineOfUser(ReadOnlySpan<byte> name)
    {
        byte[] terminated = [.. name, 0];
        return Find<UserEntry, byte[]>((out entry, buffer, size, out result) => GetUser(terminated, out entry, buffer, size, out result), LineOf);
    }

    /// <summary>The line that /etc/group would have for a group.</summary>
    /// <param name="name">The name, without NUL.</param>
    /// <returns><c>name:password:group:member,member</c>, or null if there is no such group.</returns>
    [SupportedOSPlatform("linux")]
    public static byte[]? LineOfGroup(ReadOnlySpan<byte> name)
    {
        byte[] terminated = [.. name, 0];
        return Find<GroupEntry, byte[]>((out entry, buffer, size, out result) => GetGroup(terminated, out entry, buffer, size, out result), LineOf);
    }

    /// <inheritdoc/>
    public (uint UserId, uint GroupId)? FindUser(string name)
    {
        byte[] terminated = [.. Encoding.UTF8.GetBytes(name), 0];
        return Find<UserEntry, (uint, uint)?>(
            (out entry, buffer, size, out result) => GetUser(terminated, out entry, buffer, size, out result), static user => (user.UserId, user.GroupId));
    }

    /// <inheritdoc/>
    public string? UserName(uint userId) => Find<UserEntry, string>(
        (out entry, buffer, size, out result) => GetUserById(userId, out entry, buffer, size, out result), static user => Marshal.PtrToStringUTF8(user.Name)!);

    /// <inheritdoc/>
    public uint? FindGroup(string name)
    {
        byte[] terminated = [.. Encoding.UTF8.GetBytes(name), 0];
        return Find<GroupEntry, uint?>(
            (out entry, buffer, size, out result) => GetGroup(terminated, out entry, buffer, size, out result), static group => group.GroupId);
    }

    /// <inheritdoc/>
    public string? GroupName(uint groupId) => Find<GroupEntry, string>(
        (out entry, buffer, size, out result) => GetGroupById(groupId, out entry, buffer, size, out result), static group => Marshal.PtrToStringUTF8(group.Name)!);

    private static TResult? Find<TEntry, TResult>(Search<TEntry> search, Func<TEntry, TResult> read)
    {
        for (var size = FirstBuffer; size <= LargestBuffer; size *= 2)
        {
            var buffer = Marshal.AllocHGlobal(size);
            try
            {
                var error = search(out var entry, buffer, (nuint)size, out var result);
                if (error == BufferTooSmall) continue;
                return error != 0 || result == 0 ? default : read(entry);
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        return default;
    }

    private static byte[] LineOf(UserEntry user)
    {
        var line = new ArrayBufferWriter<byte>();
        WriteText(user.Name, line);
        WriteField(user.Password, line);
        WriteNumber(user.UserId, line);
        WriteNumber(user.GroupId, line);
        WriteField(user.Comment, line);
        WriteField(user.Home, line);
        WriteField(user.Shell, line);
        return line.WrittenSpan.ToArray();
    }

    private static byte[] LineOf(GroupEntry group)
    {
        var line = new ArrayBufferWriter<byte>();
        WriteText(group.Name, line);
        WriteField(group.Password, line);
        WriteNumber(group.GroupId, line);
        line.Write(":"u8);
        for (var i = 0; Marshal.ReadIntPtr(group.Members, i * nint.Size) is var member && member != 0; i++)
        {
            if (i > 0) line.Write(","u8);
            WriteText(member, line);
        }

        return line.WrittenSpan.ToArray();
    }

    private static void WriteField(nint text, ArrayBufferWriter<byte> line)
    {
        line.Write(":"u8);
        WriteText(text, line);
    }

    private static void WriteNumber(uint number, ArrayBufferWriter<byte> line)
    {
        line.Write(":"u8);
        System.Buffers.Text.Utf8Formatter.TryFormat(number, line.GetSpan(16), out var length);
        line.Advance(length);
    }

    private static void WriteText(nint text, ArrayBufferWriter<byte> line)
    {
        if (text == 0) return;
        for (var i = 0; Marshal.ReadByte(text, i) is var value && value != 0; i++) line.Write([value]);
    }

    [LibraryImport("libc", EntryPoint = "getpwnam_r")]
    private static partial int GetUser(ReadOnlySpan<byte> name, out UserEntry entry, nint buffer, nuint size, out nint result);

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static partial int GetUserById(uint userId, out UserEntry entry, nint buffer, nuint size, out nint result);

    [LibraryImport("libc", EntryPoint = "getgrgid_r")]
    private static partial int GetGroupById(uint groupId, out GroupEntry entry, nint buffer, nuint size, out nint result);

    [LibraryImport("libc", EntryPoint = "getgrnam_r")]
    private static partial int GetGroup(ReadOnlySpan<byte> name, out GroupEntry entry, nint buffer, nuint size, out nint result);

    /// <summary><c>struct passwd</c> of Linux; other systems have other fields after the numbers, for which space is reserved.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct UserEntry
    {
        public nint Name;
        public nint Password;
        public uint UserId;
        public uint GroupId;
        public nint Comment;
        public nint Home;
        public nint Shell;
        private readonly nint _reserved1;
        private readonly nint _reserved2;
        private readonly nint _reserved3;
        private readonly nint _reserved4;
    }

    /// <summary><c>struct group</c> of Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct GroupEntry
    {
        public nint Name;
        public nint Password;
        public uint GroupId;
        public nint Members;
    }
}
