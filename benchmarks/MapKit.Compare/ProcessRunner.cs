using System.Diagnostics;
using System.Globalization;

namespace MapKit.Compare;

/// <summary>Starts programs, and measures them from before the start until after the end.</summary>
/// <param name="folder">A folder for what they print.</param>
internal sealed class ProcessRunner(string folder)
{
    private const int BytesPerKibibyte = 1024;

    /// <summary>Where a program's standard output goes when it is kept.</summary>
    /// <param name="name">Whose output.</param>
    public string OutputPath(string name) => Path.Combine(folder, name + ".out");

    /// <summary>Runs a program whose output nobody reads.</summary>
    /// <returns>Seconds for doing its work once.</returns>
    public static double Time(Invocation invocation)
    {
        Prepare(invocation);
        Sync();
        var started = Stopwatch.GetTimestamp();
        Run(invocation, "/dev/null", []);
        return Stopwatch.GetElapsedTime(started).TotalSeconds / invocation.Repeats;
    }

    /// <summary>
    /// Runs a program and keeps its output. The peak is what the kernel tells of a child of a small program: a child of this
    /// one would begin with the memory that this one has.
    /// </summary>
    /// <returns>The largest resident memory of the program, in bytes.</returns>
    public long PeakMemory(Invocation invocation, string outputName)
    {
        Prepare(invocation);
        var report = Path.Combine(folder, "memory");
        Run(invocation, OutputPath(outputName), ["/usr/bin/time", "-q", "-f", "%M", "-o", report]);
        return long.Parse(File.ReadAllText(report), CultureInfo.InvariantCulture) * BytesPerKibibyte;
    }

    /// <summary>What a program prints.</summary>
    public string Output(Invocation invocation)
    {
        Run(invocation, OutputPath("text"), []);
        return File.ReadAllText(OutputPath("text")).Trim();
    }

    /// <summary>Whether a program can be started and says yes.</summary>
    public static bool Succeeds(Invocation invocation)
    {
        try
        {
            Run(invocation, "/dev/null", []);
            return true;
        }
        catch (ComparisonException)
        {
            return false;
        }
    }

    private static void Prepare(Invocation invocation)
    {
        foreach (var path in invocation.Removed) File.Delete(path);
        foreach (var (from, to) in invocation.Copied) File.Copy(from, to, overwrite: true);
    }

    // What the run before left to be written must not be written at the cost of the next.
    private static void Sync()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }

    // A shell redirects, so that no byte passes through this process. It becomes the program.
    private static void Run(Invocation invocation, string output, string[] under)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "in=$1 out=$2; shift 2; exec \"$@\" <\"$in\" >\"$out\"", "sh", invocation.Input, output, .. under, invocation.Program, .. invocation.Arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new ComparisonException($"{invocation.Program} cannot be started");
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != invocation.Status)
            throw new ComparisonException($"{invocation}: exit status {process.ExitCode}, not {invocation.Status}\n{error}");
    }
}
