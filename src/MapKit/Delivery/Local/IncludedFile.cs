using System.Text;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Delivery.Local;

/// <summary>A file that an alias includes (<c>deliver_include</c>): its physical lines, without comments.</summary>
/// <param name="Lines">The lines, one character per byte.</param>
/// <param name="Problem">Why local(8) does not read it; null if it does.</param>
internal sealed record IncludedFile(IReadOnlyList<string> Lines, string? Problem)
{
    private const string NoSuchFile = "no such file";

    /// <summary>Reads a file. A pipe or a device is not opened: it is an error, and opening it may take forever.</summary>
    /// <param name="path">Its path, one character a byte.</param>
    /// <param name="lengthLimit"><c>line_length_limit</c>: longer lines are cut into several.</param>
    /// <param name="identity">With whose rights.</param>
    public static IncludedFile Read(string path, int lengthLimit, FileSystemIdentity identity)
    {
        if (!path.StartsWith('/')) return Refused("its path is not absolute");
        if (path.Contains('\0', StringComparison.Ordinal)) return Refused(NoSuchFile);
        var name = ByteText.ToText(path);
        try
        {
            if (identity.Run(() => LibC.IsSupported ? FileStatus.TryAt(name) : null) is { } status && ProblemOf(status) is { } problem) return Refused(problem);
            using var file = identity.Run(() => UnlockedFile.Open(name, waitsForWriter: false));
            if (ProblemOf(FileStatus.Read(file)) is { } other) return Refused(other);
            using var stream = new FileStream(file, FileAccess.Read);
            return new IncludedFile([.. LinesOf(stream, lengthLimit).Where(line => !line.StartsWith('#'))], null);
        }
        catch (FileNotFoundException)
        {
            return Refused(NoSuchFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refused(exception.Message);
        }
    }

    private static IncludedFile Refused(string problem) => new([], problem);

    private static string? ProblemOf(FileStatus file) =>
        !file.IsRegular ? "it is not a regular file" : file.Mode.HasFlag(UnixFileMode.OtherWrite) ? "it is world-writable" : null;

    private static IEnumerable<string> LinesOf(Stream stream, int lengthLimit)
    {
        using var lines = new StreamReader(stream, Encoding.Latin1);
        while (lines.ReadLine() is { } line)
        {
            for (var start = 0; start < line.Length; start += lengthLimit) yield return line[start..Math.Min(start + lengthLimit, line.Length)];
        }
    }
}
