using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MapKit.Cli.Tests.Interruption;

/// <summary>
/// Runs a command once for each fault at each system call that it makes on the files of its folder, each time in a fresh folder. Whatever the
/// fault, each file must then be the old or the new one as a whole, with its mode; the exit status must be true; and the next run
/// must succeed and leave nothing but what an undisturbed run leaves.
/// </summary>
internal sealed class FaultyRuns
{
    /// <summary>The status that timeout gives for a command that was killed.</summary>
    private const int Killed = 137;

    private const int LastStatus = 2;

    /// <summary>EX_TEMPFAIL: how sendmail and newaliases end after an error.</summary>
    private const int TemporaryFailure = 75;
    private const int Parallelism = 2;
    private const string Kill = "signal=KILL";

    private static readonly string[] Waiting = ["openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "flock", "fcntl", "ftruncate"];
    private static readonly string[] Filling = ["openat", "write", "pwrite64", "fsync", "ftruncate", "rename", "renameat2", "link", "linkat", "fsetxattr"];
    private static readonly string[] Reading = ["read", "pread64"];

    private readonly InterruptedCommand _command;
    private readonly IReadOnlyDictionary<string, string> _old;
    private readonly IReadOnlyDictionary<string, string> _new;
    private readonly HashSet<string> _lasting;
    private readonly SystemCallTrace _undisturbed;
    private readonly long _longest;
    private int _hits;

    private FaultyRuns(InterruptedCommand command)
    {
        _command = command;
        using var run = new TracedRun(command);
        _old = FilesIn(run.Folder);
        var result = run.Trace();
        Assert.True(result.ExitCode == 0, $"the undisturbed run: {result.Output}{result.Error}");
        _new = FilesIn(run.Folder);
        Assert.False(_old.SequenceEqual(_new), "the undisturbed run changes nothing");
        _lasting = _old.Keys.Concat(_new.Keys).ToHashSet();
        _undisturbed = run.ReadTrace(_lasting);
        _longest = new DirectoryInfo(run.Folder).EnumerateFiles().Max(file => file.Length);
    }

    /// <summary>Runs the command with faults.</summary>
    /// <param name="command">The command.</param>
    /// <param name="sample">How many of all faults, chosen by <paramref name="seed"/>; null for all.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>What was done.</returns>
    public static string Run(InterruptedCommand command, int? sample, int seed) => new FaultyRuns(command).Run(sample, seed);

    private string Run(int? sample, int seed)
    {
        var watch = Stopwatch.StartNew();
        var faults = Faults().ToArray();
        var chosen = sample is { } count ? new Random(seed).GetItems(faults, count) : faults;
        var failures = new ConcurrentQueue<string>();
        Parallel.ForEach(chosen, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, fault =>
        {
            try
            {
                Check(fault);
            }
            catch (Exception exception) when (exception is Xunit.Sdk.IAssertionException)
            {
                failures.Enqueue($"{fault}: {exception.Message}");
            }
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} of {chosen.Length} faults:\n{string.Join("\n\n", failures.Order())}");
        Assert.True(_hits > chosen.Length / 2, $"only {_hits} of {chosen.Length} faults happened");
        return string.Create(CultureInfo.InvariantCulture, $"{chosen.Length} of {faults.Length} faults, {_hits} happened, {watch.Elapsed.TotalSeconds:F1} s");
    }

    private IEnumerable<Fault> Faults()
    {
        foreach (var call in _undisturbed.Calls.Where(call => call.IsInFolder))
        {
            // It asks for the present place in a file, for which the kernel asks no device.
            if (call.Place.Name == "lseek") continue;
            yield return new Fault(call, Kill);
            yield return new Fault(call, "error=EIO");
            if (Filling.Contains(call.Place.Name)) yield return new Fault(call, "error=ENOSPC");
            if (Waiting.Contains(call.Place.Name)) yield return new Fault(call, "error=EINTR");
            if (Reading.Contains(call.Place.Name)) yield return new Fault(call, "retval=0");
        }

        foreach (var part in new[] { 0.0, 0.1, 0.5, 0.9 }) yield return new Fault(null, "") { Limit = (long)(_longest * part) + 100 };
    }

    private void Check(Fault fault)
    {
        using var run = new TracedRun(_command);
        var result = fault.Call is { } call ? run.Inject(call.Place.Name, call.Occurrence, fault.Injection) : run.Limit(fault.Limit);
        var isHit = fault.Call is null || run.ReadTrace(_lasting).Calls.Any(call => call.IsInFolder && (call.IsInjected || !call.IsFinished));
        if (isHit) Interlocked.Increment(ref _hits);
        var said = $"status {result.ExitCode}\n{result.Output}{result.Error}";

        // Permissions that cannot be set are fewer than the old ones.
        var isOfAttributes = fault.Call?.Place.Name.Contains("xattr", StringComparison.Ordinal) == true;
        var files = FilesIn(run.Folder);
        if (isOfAttributes) files = Widened(files);
        foreach (var name in _old.Keys.Union(_new.Keys))
        {
            var found = files.GetValueOrDefault(name);
            Assert.True(found == _old.GetValueOrDefault(name) || found == _new.GetValueOrDefault(name), $"{name} is neither the old nor the new one: {found}; {said}");
        }

        // The runtime or the loader, which a fault has hit instead, may end in other ways.
        if (!isHit) return;
        Assert.True(result.ExitCode is (>= 0 and <= LastStatus) or TemporaryFailure || (result.ExitCode == Killed && fault.Injection == Kill), said);
        Assert.True(!result.Error.Contains("bug in MapKit", StringComparison.Ordinal) && !result.Error.Contains("   at ", StringComparison.Ordinal), said);
        if (result.ExitCode == 0) Assert.True(Holds(files), $"status 0, and not all is done: {said}");
        else if (result.ExitCode != Killed) Assert.True(result.Error.Length > 0 || result.Output.Contains(": damaged: ", StringComparison.Ordinal), $"no message: {said}");

        var next = run.Run();
        var isRepeated = Holds(files);
        Assert.True(next.ExitCode == 0 || isRepeated, $"the next run: {next.Output}{next.Error}; before: {said}");
        var after = isOfAttributes ? Widened(FilesIn(run.Folder)) : FilesIn(run.Folder);
        Assert.True(Holds(after) && after.Count == _new.Count, $"the next run leaves {string.Join(", ", after.Keys)}, {(Holds(after) ? "all new" : "not all new")}: {next.Output}{next.Error}; before: {said}");
    }

    private bool Holds(IReadOnlyDictionary<string, string> files) => _new.All(file => files.GetValueOrDefault(file.Key) == file.Value);

    /// <summary>The files with their new modes, if nothing but the mode differs and it has fewer permissions.</summary>
    private SortedDictionary<string, string> Widened(SortedDictionary<string, string> files) => new(
        files.ToDictionary(file => file.Key, file => new[] { _old, _new }.Select(all => all.GetValueOrDefault(file.Key)).FirstOrDefault(all => all is not null && all.Replace("GroupRead, ", "", StringComparison.Ordinal) == file.Value) ?? file.Value),
        StringComparer.Ordinal);

    private static SortedDictionary<string, string> FilesIn(string folder) => new(
        new DirectoryInfo(folder).EnumerateFiles().ToDictionary(
            file => file.Name,
            file => $"{(OperatingSystem.IsWindows() ? default : file.UnixFileMode)}, {file.Length} bytes, SHA-256 {Convert.ToHexString(SHA256.HashData(BytesOf(file, folder)))}"),
        StringComparer.Ordinal);

    /// <summary>The bytes; a configuration names the folder, which is another one in each run.</summary>
    private static byte[] BytesOf(FileInfo file, string folder) =>
        file.Extension == ".cf" ? Encoding.UTF8.GetBytes(File.ReadAllText(file.FullName).Replace(folder, "DIR", StringComparison.Ordinal)) : File.ReadAllBytes(file.FullName);

    private sealed record Fault(SystemCall? Call, string Injection)
    {
        public long Limit { get; init; }

        public override string ToString() => Call is null ? $"files of at most {Limit} bytes" : $"{Injection} at {Call.Place} ({Call.Occurrence})";
    }
}
