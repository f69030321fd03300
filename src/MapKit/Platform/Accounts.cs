using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MapKit.Platform;

/// <summary>Users and groups as the C library finds them, wherever the system keeps them.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Accounts
{
    private const int BufferTooSmall = 34; // ERANGE
    private const int FirstBuffer = 4096;
    private const int LargestBuffer = 1 << 26;

    private delegate int Search<TEntry>(ReadOnlySpan<byte> name, out TEntry entry, nint buffer, nuint size, out nint result);

    /// <summary>Finds a user.</summary>
    /// <param name="name">The name, without NUL.</param>
    /// <returns><c>name:password:user:group:comment:home:shell</c>, or null.</returns>
    public static byte[]? FindUser(ReadOnlySpan<byte> name) => Find<UserEntry>(name, GetUser, Write);

    /// <summary>Finds a group.</summary>
    /// <param name="name">The name, without NUL.</param>
    /// <returns><c>name:password:group:member,member</c>, or null.</returns>
    public static byte[]? FindGroup(ReadOnlySpan<byte> name) => Find<GroupEntry>(name, GetGroup, Write);

    private static byte[]? Find<TEntry>(ReadOnlySpan<byte> name, Search<TEntry> search, Action<TEntry, ArrayBufferWriter<byte>> write)
    {
        byte[] terminated = [.. name, 0];
        for (var size = FirstBuffer; size <= LargestBuffer; size *= 2)
        {
            var buffer = Marshal.AllocHGlobal(size);
            try
            {
                var error = search(terminated, out var entry, buffer, (nuint)size, out var result);
                if (error == BufferTooSmall) continue;
                if (error != 0 || result == 0) return null;
                var line = new ArrayBufferWriter<byte>();
                write(entry, line);
                return line.WrittenSpan.ToArray();
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        return null;
    }

    private static void Write(UserEntry user, ArrayBufferWriter<byte> line)
    {
        WriteText(user.Name, line);
        WriteField(user.Password, line);
        WriteNumber(user.UserId, line);
        WriteNumber(user.GroupId, line);
        WriteField(user.Comment, line);
        WriteField(user.Home, line);
        WriteField(user.Shell, line);
    }

    private static void Write(GroupEntry group, ArrayBufferWriter<byte> line)
    {
        WriteText(group.Name, line);
        WriteField(group.Password, line);
        WriteNumber(group.GroupId, line);
        line.Write(":"u8);
        for (var i = 0; Marshal.ReadIntPtr(group.Members, i * nint.Size) is var member && member != 0; i++)
        {
            if (i > 0) line.Write(","u8);
            WriteText(member, line);
        }
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

    [LibraryImport("libc", EntryPoint = "getgrnam_r")]
    private static partial int GetGroup(ReadOnlySpan<byte> name, out GroupEntry entry, nint buffer, nuint size, out nint result);

    /// <summary><c>struct passwd</c> of Linux.</summary>
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
