using System.Globalization;
using MapKit.Maps.Replacement;
using MapKit.Platform;
using MapKit.Platform.Locks;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

/// <summary>Content for maps, and the steps by which a writer replaces one.</summary>
internal static class Replacing
{
    public const int HeaderLength = 16;
    public const int Page = 4096;

    public static DateTime LongAgo { get; } = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public static byte[] Content(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)((i * 31) + (i >> 8));
        return bytes;
    }

    public static ReplacementRequest Request(string path, MapLock kind = MapLock.Flock) =>
        new() { Path = path, HeaderLength = HeaderLength, Lock = kind };

    public static ReplacementResult Replace(string path, byte[] content) => Replace(Request(path), content);

    public static ReplacementResult Replace(ReplacementRequest request, byte[] content, int piece = Page)
    {
        using var output = MapReplacement.Begin(request);
        Write(output, content, piece);
        return output.Commit();
    }

    public static void Write(MapReplacement output, byte[] content, int piece = Page)
    {
        for (var at = HeaderLength; at < content.Length; at += piece)
        {
            output.Append(content.AsSpan(at, Math.Min(piece, content.Length - at)));
        }

        output.WriteHeader(content.AsSpan(0, HeaderLength));
    }

    public static SourceIdentity SourceOf(string path)
    {
        using var handle = File.OpenHandle(path);
        return SourceIdentity.Read(handle);
    }

    /// <summary>Status as stat(1) of the installed coreutils prints it.</summary>
    public static string Stat(string path, string format) => Tool.Run("stat", "-c", format, path).Output.Trim();

    public static string Inode(string path) => Stat(path, "%i");

    public static void ChangeOwner(string path, int user, int group) =>
        Assert.Equal(0, Tool.Run("chown", "-h", string.Create(CultureInfo.InvariantCulture, $"{user}:{group}"), path).ExitCode);

    public static void ChangeMode(string path, string digits) => Assert.Equal(0, Tool.Run("chmod", digits, path).ExitCode);

    /// <summary>File names in a folder, hidden ones too.</summary>
    public static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
}
