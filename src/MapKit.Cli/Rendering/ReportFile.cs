using System.Text;
using MapKit.Maps.Replacement;
using MapKit.Platform;
using MapKit.Platform.Locks;

namespace MapKit.Cli.Rendering;

/// <summary>Writes a report atomically: a job that reads it never sees a part of it.</summary>
internal static class ReportFile
{
    /// <summary>Writes an XML file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write) => Write(path, write, ["<?xml"], "an XML file");

    /// <summary>Writes a file. A pipe or a device such as <c>/dev/stdout</c> is written directly.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="starts">How such a report begins: a file that begins otherwise is not replaced.</param>
    /// <param name="what">What such a report is, in words.</param>
    /// <exception cref="IOException">It cannot be written; the old file is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public static void Write(string path, Action<Stream> write, IReadOnlyList<string> starts, string what)
    {
        using var content = new MemoryStream();
        write(content);
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (File.Exists(path) && !IsRegular(path))
        {
            using var stream = WholeFile.OpenToWrite(path, FileMode.Open, FileShare.ReadWrite);
            stream.Write(bytes);
            return;
        }

        if (HoldsSomethingElse(path, starts)) throw new IOException($"cannot replace {path}: it is not {what}; nothing was written");
        using var replacement = MapReplacement.Begin(new ReplacementRequest { Path = path, HeaderLength = 0, Lock = MapLock.Flock });
        replacement.Append(bytes);
        replacement.WriteHeader([]);
        replacement.Commit();
    }

    /// <summary>Whether a file has content other than a report, such as the expectations that the report is about.</summary>
    private static bool HoldsSomethingElse(string path, IReadOnlyList<string> starts)
    {
        if (!File.Exists(path)) return false;
        using var file = UnlockedFile.OpenRegular(path);
        var begin = new byte[starts.Max(start => start.Length)];
        return RandomAccess.Read(file, begin, 0) is > 0 and var length && !starts.Any(start => begin.AsSpan(0, length).StartsWith(Encoding.UTF8.GetBytes(start)));
    }

    private static bool IsRegular(string path) => !LibC.IsSupported || FileStatus.TryAt(path) is not { IsRegular: false };
}
