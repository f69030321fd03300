using System.Diagnostics;
using System.Runtime.Versioning;
using MapKit.Platform;
using MapKit.Platform.Locks;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>
/// A temporary folder that only its owner can enter. It is removed at the end of the check or on a signal. The folder of a killed check is
/// removed by the next one, which recognises it because its lock is free.
/// </summary>
internal sealed class CrossCheckWorkFolder : IDisposable
{
    private const string Prefix = "mapkit-crosscheck-";

    /// <summary>The name of a folder before it is locked.</summary>
    private const string NewPrefix = "mapkit-crosscheck.new-";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AgeOfAbandoned = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenRegistration _registration;
    private readonly SafeFileHandle? _lock;

    /// <summary>Creates the folder.</summary>
    /// <param name="cancellation">Set by a signal.</param>
    public CrossCheckWorkFolder(CancellationToken cancellation)
    {
        if (LibC.IsSupported)
        {
            (Path, _lock) = CreateLocked();
            RemoveAbandoned();
        }
        else
        {
            Path = Create(Prefix);
        }

        _registration = cancellation.Register(Remove);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        Remove();
        _lock?.Dispose();
    }

    private static string Create(string prefix) =>
        WholeFile.Named($"create a folder in {System.IO.Path.GetTempPath().TrimEnd('/')} (TMPDIR)", () => Directory.CreateTempSubdirectory(prefix).FullName);

    [SupportedOSPlatform("linux")]
    private static (string Path, SafeFileHandle? Lock) CreateLocked()
    {
        var created = Create(NewPrefix);
        var file = TryLock(created);
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Prefix + created[(created.LastIndexOf('-') + 1)..]);
        Directory.Move(created, path);
        return (path, file);
    }

    [SupportedOSPlatform("linux")]
    private static void RemoveAbandoned()
    {
        foreach (var path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), "mapkit-crosscheck*"))
        {
            // Folders of other users, and links to folders, are not removed.
            if (FileStatus.TryAt(path) is not { } status || status.UserId != LibC.EffectiveUser() || new DirectoryInfo(path).LinkTarget is not null) continue;
            try
            {
                var isNew = System.IO.Path.GetFileName(path).StartsWith(NewPrefix, StringComparison.Ordinal);
                if (isNew && DateTime.UtcNow - status.LastWriteTimeUtc < AgeOfAbandoned) continue;
                using var file = TryLock(path);
                if (file is not null) Directory.Delete(path, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another check is removing it too.
            }
        }
    }

    /// <summary>Takes the lock of a folder.</summary>
    /// <returns>Null if another process holds it.</returns>
    [SupportedOSPlatform("linux")]
    private static SafeFileHandle? TryLock(string path)
    {
        var descriptor = LibC.Open(path, LibC.ReadOnly | LibC.Directory | LibC.NoFollow | LibC.CloseOnExec, 0);
        if (descriptor < 0) return null;
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (FileLock.TryExclusive(file, path)) return file;
        file.Dispose();
        return null;
    }

    /// <summary>After a signal, the check continues while the folder is removed: files that it adds meanwhile are removed too.</summary>
    private void Remove()
    {
        var started = Stopwatch.GetTimestamp();
        while (Directory.Exists(Path))
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < Patience)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
