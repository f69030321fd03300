using System.Globalization;
using System.Runtime.Versioning;

namespace MapKit.Platform.Locks;

/// <summary>Which program holds a lock of a file, as the kernel lists it.</summary>
[SupportedOSPlatform("linux")]
internal static class LockHolder
{
    private const string Locks = "/proc/locks";
    private const int ProcessField = 4;
    private const int FileField = 5;

    /// <summary>Finds the first holder other than this process.</summary>
    /// <param name="status">The status of the open file.</param>
    /// <returns><c>NAME (process N)</c>, or null if unknown: the file system or the system has other numbers, or the holder is in another container.</returns>
    public static string? Find(FileStatus status)
    {
        try
        {
            return Find(File.ReadLines(Locks), status, static process => File.ReadAllText($"/proc/{process}/comm").Trim());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Finds the holder in the lines of the list, such as <c>1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF</c>.</summary>
    internal static string? Find(IEnumerable<string> lines, FileStatus status, Func<int, string> nameOf)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"{status.Device >> 32:x2}:{status.Device & uint.MaxValue:x2}:{status.Inode}");
        var other = $":{status.Inode}";
        string? found = null;
        foreach (var line in lines)
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

            // A line with an arrow is a waiting process.
            if (fields.Length <= FileField || fields[1] == "->" || !fields[FileField].EndsWith(other, StringComparison.Ordinal)) continue;
            if (!int.TryParse(fields[ProcessField], NumberStyles.None, CultureInfo.InvariantCulture, out var process) || process == Environment.ProcessId) continue;
            if (fields[FileField] == file) return NameOf(process, nameOf);

            // Layered file systems report another device than the list.
            found ??= NameOf(process, nameOf);
        }

        return found;
    }

    private static string NameOf(int process, Func<int, string> nameOf)
    {
        try
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameOf(process)} (process {process})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"process {process}");
        }
    }
}
