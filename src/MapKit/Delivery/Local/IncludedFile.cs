using System.Text;
using MapKit.Source;

namespace MapKit.Delivery.Local;

/// <summary>A file that an alias includes (<c>deliver_include</c>): its physical lines, without comments.</summary>
/// <param name="Lines">The lines, one character per byte.</param>
/// <param name="Problem">Why local(8) does not read it; null if it does.</param>
internal sealed record IncludedFile(IReadOnlyList<string> Lines, string? Problem)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, one character per byte.</param>
    /// <param name="lengthLimit"><c>line_length_limit</c>: longer lines are cut into several.</param>
    public static IncludedFile Read(string path, int lengthLimit)
    {
        if (!path.StartsWith('/')) return Refused("its path is not absolute");
        var name = ByteText.ToText(path);
        try
        {
            var file = new FileInfo(name);
            if (Directory.Exists(name)) return Refused("it is not a regular file");
            if (!file.Exists) return Refused("no such file");
            if (!OperatingSystem.IsWindows() && file.ResolveLinkTarget(returnFinalTarget: true) is var target && IsWorldWritable(target?.FullName ?? name)) return Refused("it is world-writable");
            return new IncludedFile([.. LinesOf(name, lengthLimit).Where(line => !line.StartsWith('#'))], null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refused(exception.Message);
        }
    }

    private static IncludedFile Refused(string problem) => new([], problem);

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsWorldWritable(string path) => File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite);

    private static IEnumerable<string> LinesOf(string path, int lengthLimit)
    {
        foreach (var line in File.ReadLines(path, Encoding.Latin1))
        {
            for (var start = 0; start < line.Length; start += lengthLimit) yield return line[start..Math.Min(start + lengthLimit, line.Length)];
        }
    }
}
