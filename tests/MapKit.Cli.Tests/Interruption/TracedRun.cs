using System.Globalization;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Interruption;

/// <summary>One run of an interrupted command in a folder of its own, under strace.</summary>
internal sealed class TracedRun : IDisposable
{
    /// <summary>A run that takes longer hangs; it is ended, with all its processes, and counts as failed.</summary>
    private const int LongestRunInSeconds = 60;

    /// <summary>A runtime that is killed cannot take its diagnostic sockets away, so it is to make none.</summary>
    private static readonly Dictionary<string, string> Environment = new() { ["DOTNET_EnableDiagnostics"] = "0" };

    private readonly TemporaryFolder _folder = new();
    private readonly InterruptedCommand _interrupted;

    /// <summary>Makes the folder, with the old map in it.</summary>
    public TracedRun(InterruptedCommand interrupted)
    {
        _interrupted = interrupted;
        Directory.CreateDirectory(Folder);
        interrupted.Prepare(Folder);
    }

    /// <summary>The map's folder.</summary>
    public string Folder => _folder.File("map");

    /// <summary>The names of the files in the map's folder now, in order.</summary>
    public IReadOnlyList<string> Names =>
        [.. Directory.EnumerateFileSystemEntries(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private string TraceFile => _folder.File("trace");

    /// <summary>What the map holds now.</summary>
    public string ReadMap() => _interrupted.ReadMap(Folder);

    /// <summary>Runs the command without interference.</summary>
    public ToolResult Run() => Start(_interrupted.CommandLine(Folder));

    /// <summary>Runs it to its end under strace.</summary>
    public ToolResult Trace() => Start(["strace", .. StraceOptions, "--", .. _interrupted.CommandLine(Folder)]);

    /// <summary>Runs it under strace, which kills it instead of the given call.</summary>
    /// <param name="name">Name of the system call.</param>
    /// <param name="occurrence">Which call of this name, counted for each thread.</param>
    public void Kill(string name, int occurrence) => Inject(name, occurrence, "signal=KILL");

    /// <summary>Runs it under strace, which does something else instead of the given call.</summary>
    /// <param name="name">Name of the system call.</param>
    /// <param name="occurrence">Which call of this name, counted for each thread.</param>
    /// <param name="fault">What, such as <c>error=EIO</c>.</param>
    public ToolResult Inject(string name, int occurrence, string fault) => Start([
        "strace", .. StraceOptions,
        "-e", string.Create(CultureInfo.InvariantCulture, $"inject={name}:{fault}:when={occurrence}"),
        "--", .. _interrupted.CommandLine(Folder)]);

    /// <summary>Runs it with a limit for the size of files, which makes one write short and the next one fail.</summary>
    public ToolResult Limit(long bytes) => Start(["prlimit", string.Create(CultureInfo.InvariantCulture, $"--fsize={bytes}"), .. _interrupted.CommandLine(Folder)]);


    /// <summary>What strace wrote.</summary>
    public SystemCallTrace ReadTrace(IReadOnlySet<string> lastingNames) => new(File.ReadLines(TraceFile), Folder, lastingNames);

    public void Dispose() => _folder.Dispose();

    // Not --seccomp-bpf, which would be faster: strace 6.1 then injects nothing.
    private string[] StraceOptions => ["-f", "-y", "-s", "0", "-o", TraceFile, "-e", "trace=%file,%desc"];

    private ToolResult Start(IReadOnlyList<string> commandLine) => Tool.Run(
        "timeout",
        [LongestRunInSeconds.ToString(CultureInfo.InvariantCulture), .. commandLine],
        _interrupted.Input,
        Environment);
}
