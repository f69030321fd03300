using System.Globalization;

namespace MapKit.Platform;

/// <summary>The memory that this process may use.</summary>
/// <param name="Bytes">How much.</param>
/// <param name="Name">What limits it.</param>
internal sealed record MemoryLimit(long Bytes, string Name)
{
    private const string Limits = "/proc/self/limits";
    private const string Memory = "/proc/meminfo";
    private const string Machine = "the machine's memory";
    private const string Groups = "/proc/self/cgroup";
    private const string GroupFolder = "/sys/fs/cgroup";
    private const string GroupName = "the control group's limit";

    /// <summary>The lowest of all limits.</summary>
    public static MemoryLimit Find()
    {
        MemoryLimit[] limits = [.. OfRuntime(), .. OfProcess(LinesOf(Limits)), .. OfGroups(LinesOf(Groups), path => LinesOf(GroupFolder + path).FirstOrDefault())];
        return limits.MinBy(limit => limit.Bytes)!;
    }

    /// <summary>The limits of the process itself, from lines such as <c>Max address space  3072000000  unlimited  bytes</c>.</summary>
    internal static IEnumerable<MemoryLimit> OfProcess(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var name = line.StartsWith("Max address space ", StringComparison.Ordinal) ? "ulimit -v" : line.StartsWith("Max data size ", StringComparison.Ordinal) ? "ulimit -d" : null;
            if (name is null) continue;
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (Parse(fields[3]) is { } bytes) yield return new MemoryLimit(bytes, name);
        }
    }

    /// <summary>The limits of the control groups that contain the process, from lines such as <c>0::/system.slice/x</c> or <c>4:memory:/x</c>.</summary>
    /// <param name="lines">The groups.</param>
    /// <param name="read">Reads the line of a file below the folder of groups, or null.</param>
    internal static IEnumerable<MemoryLimit> OfGroups(IEnumerable<string> lines, Func<string, string?> read)
    {
        foreach (var line in lines)
        {
            var fields = line.Split(':', 3);
            if (fields.Length < 3) continue;
            var isUnified = fields[0] == "0";
            if (!isUnified && !fields[1].Split(',').Contains("memory")) continue;
            for (var group = fields[2].TrimEnd('/'); ; group = group[..group.LastIndexOf('/')])
            {
                var text = read(isUnified ? $"{group}/memory.max" : $"/memory{group}/memory.limit_in_bytes");
                if (Parse(text) is { } bytes) yield return new MemoryLimit(bytes, GroupName);
                if (!group.Contains('/', StringComparison.Ordinal)) break;
            }
        }
    }

    /// <summary>The memory of the machine, from a line such as <c>MemTotal:  24683048 kB</c>.</summary>
    internal static MemoryLimit? OfMachine(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("MemTotal:", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] && Parse(kilobytes) is { } total
            ? new MemoryLimit(total << 10, Machine)
            : null;

    private static IEnumerable<MemoryLimit> OfRuntime()
    {
        // In a container the runtime has a part of the container's limit available, which is found as that of the control group.
        yield return OfMachine(LinesOf(Memory)) ?? new MemoryLimit(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Machine);
        if (GC.GetConfigurationVariables().TryGetValue("GCHeapHardLimit", out var value) && Convert.ToInt64(value, CultureInfo.InvariantCulture) is > 0 and var limit)
            yield return new MemoryLimit(limit, "DOTNET_GCHeapHardLimit");
    }

    private static long? Parse(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    private static string[] LinesOf(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
