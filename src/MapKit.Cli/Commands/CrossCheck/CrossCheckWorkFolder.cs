using System.Diagnostics;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>A temporary folder that only its owner can enter. It is removed at the end of the check or on a signal.</summary>
internal sealed class CrossCheckWorkFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenRegistration _registration;

    /// <summary>Creates the folder.</summary>
    /// <param name="cancellation">Set by a signal.</param>
    public CrossCheckWorkFolder(CancellationToken cancellation)
    {
        Path = Directory.CreateTempSubdirectory("mapkit-crosscheck-").FullName;
        _registration = cancellation.Register(Remove);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        Remove();
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
