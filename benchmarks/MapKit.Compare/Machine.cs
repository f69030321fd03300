using System.Globalization;
using System.Runtime.InteropServices;

namespace MapKit.Compare;

/// <summary>Where and with what was measured. No figure says anything without it.</summary>
/// <param name="Processor">Model of the processor.</param>
/// <param name="Processors">How many.</param>
/// <param name="MemoryBytes">Memory of the machine.</param>
/// <param name="Kernel">Release of the kernel.</param>
/// <param name="FileSystem">Type of the file system of the maps.</param>
/// <param name="Mapkit">Version of our command, with its commit.</param>
/// <param name="Postfix">Version of Postfix.</param>
/// <param name="Runtime">The .NET that compiled our command and ran the lookups of the library.</param>
/// <param name="Load">Processes that wanted to run in the minute before the start.</param>
/// <param name="Command">The command that measured.</param>
/// <param name="Date">When it began.</param>
internal sealed record Machine(
    string Processor, int Processors, long MemoryBytes, string Kernel, string FileSystem, string Mapkit, string Postfix, string Runtime, double Load, string Command, DateTimeOffset Date)
{
    private const int BytesPerKibibyte = 1024;

    /// <summary>Processes that wanted to run in the minute before the end.</summary>
    public double LoadAtEnd { get; init; }

    /// <summary>Asks the machine.</summary>
    public static Machine Describe(Programs programs, ProcessRunner runner, string folder, string command) => new(
        Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        long.Parse(Field("/proc/meminfo", "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) * BytesPerKibibyte,
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        runner.Output(new Invocation("stat", "-f", "-c", "%T", folder)),
        $"{runner.Output(programs.Mapkit("--version"))}, commit {runner.Output(new Invocation("git", "describe", "--always", "--dirty"))}",
        runner.Output(new Invocation("postconf", "-d", "-h", "mail_version")),
        RuntimeInformation.FrameworkDescription,
        CurrentLoad(),
        command,
        DateTimeOffset.Now);

    /// <summary>Processes that wanted to run in the last minute.</summary>
    public static double CurrentLoad() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    private static string? Field(string path, string name) => File.ReadLines(path)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
