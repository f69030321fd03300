using System.Runtime.InteropServices;

namespace MapKit.Platform;

/// <summary>
/// The users and groups as the C library finds them, in files or in a directory service.
/// </summary>
internal sealed partial class SystemAccounts : IAccounts
{
    // struct passwd and struct group begin with the name and the password; the numbers follow.
    private static readonly int FirstNumber = 2 * IntPtr.Size;
    private static readonly int SecondNumber = FirstNumber + sizeof(uint);

    // The library's answer is valid until it is asked again.
    private static readonly Lock OneAtATime = new();

    /// <inheritdoc/>
    public (uint UserId, uint GroupId)? FindUser(string name)
    {
        lock (OneAtATime)
        {
            var entry = GetUserByName(name);
            return entry == 0 ? null : (NumberAt(entry, FirstNumber), NumberAt(entry, SecondNumber));
        }
    }

    /// <inheritdoc/>
    public string? UserName(uint userId)
    {
        lock (OneAtATime) return NameOf(GetUserById(userId));
    }

    /// <inheritdoc/>
    public uint? FindGroup(string name)
    {
        lock (OneAtATime)
        {
            var entry = GetGroupByName(name);
            return entry == 0 ? null : NumberAt(entry, FirstNumber);
        }
    }

    /// <inheritdoc/>
    public string? GroupName(uint groupId)
    {
        lock (OneAtATime) return NameOf(GetGroupById(groupId));
    }

    private static uint NumberAt(nint entry, int offset) => (uint)Marshal.ReadInt32(entry, offset);

    private static string? NameOf(nint entry) => entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry));

    [LibraryImport("libc", EntryPoint = "getpwnam", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetUserByName(string name);

    [LibraryImport("libc", EntryPoint = "getpwuid")]
    private static partial nint GetUserById(uint userId);

    [LibraryImport("libc", EntryPoint = "getgrnam", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetGroupByName(string name);

    [LibraryImport("libc", EntryPoint = "getgrgid")]
    private static partial nint GetGroupById(uint groupId);
}
