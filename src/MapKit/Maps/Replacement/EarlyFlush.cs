using MapKit.Concurrency;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>
/// Flushes the written part of a large file to disk while the rest is composed. A disk empties its cache at a few
/// hundred megabytes per second; waiting for that at the end took a fifth of the time of a large map.
/// </summary>
/// <param name="file">The open file.</param>
internal sealed class EarlyFlush(SafeFileHandle file)
{
    private const long FlushedAtOnce = 8 << 20;

    private Task _flush = Task.CompletedTask;
    private long _begun;

    /// <summary>Records that the file has been written up to an offset.</summary>
    /// <param name="end">The place.</param>
    /// <exception cref="IOException">An earlier flush failed.</exception>
    public void Written(long end)
    {
        if (end - _begun < FlushedAtOnce || !_flush.IsCompleted || !OtherThreads.AreAvailable) return;
        Wait();
        _begun = end;

        // On a separate thread, which only waits: there are as many composing threads as processors.
        _flush = Task.Factory.StartNew(() => RandomAccess.FlushToDisk(file), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits for a running flush. The system reports a failure only once, so it must be checked here.</summary>
    /// <exception cref="IOException">A flush failed.</exception>
    public void Wait() => _flush.GetAwaiter().GetResult();
}
