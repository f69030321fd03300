using MapKit.Maps.Replacement;
using MapKit.Platform;

namespace MapKit.Cli.Rendering;

/// <summary>Writes a report whole or not at all: a job that reads it never sees half of one.</summary>
internal static class ReportFile
{
    /// <summary>Writes a file. What is no regular file, such as a pipe or <c>/dev/stdout</c>, is written to as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">It cannot be written; the old file is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (File.Exists(path) && !IsRegular(path))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.Write(bytes);
            return;
        }

        using var replacement = MapReplacement.Begin(new ReplacementRequest { Path = path, HeaderLength = 0, Lock = MapLock.Flock });
        replacement.Append(bytes);
        replacement.WriteHeader([]);
        replacement.Commit();
    }

    private static bool IsRegular(string path) => !LibC.IsSupported || FileStatus.TryAt(path) is not { IsRegular: false };
}
