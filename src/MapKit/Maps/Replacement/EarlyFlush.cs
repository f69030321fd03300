using MapKit.Concurrency;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>
/// Has what has been written of a large file put on the disk while the rest is being made. A disk empties its own cache at some
/// hundred megabytes a second; waiting for that at the end was a fifth of the time of a large map.
/// </summary>
/// <param name="file">The open file.</param>
internal sealed class EarlyFlush(SafeFileHandle file)
{
    private const long FlushedAtOnce = 8 << 20;

    private Task _flush = Task.CompletedTask;
    private long _begun;

    /// <summary>Notes that the file has been written up to a place.</summary>
    /// <param name="end">The place.</param>
    /// <exception cref="IOException">Something written before did not get to the disk.</exception>
    public void Written(long end)
    {
        if (end - _begun < FlushedAtOnce || !_flush.IsCompleted || !OtherThreads.AreAvailable) return;
        Wait();
        _begun = end;

        // On a thread of its own, which does nothing but wait: those that compose pages are as many as there are processors.
        _flush = Task.Factory.StartNew(() => RandomAccess.FlushToDisk(file), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits for what is under way. The system tells of a failure once, so it is not to be missed here.</summary>
    /// <exception cref="IOException">Something did not get to the disk.</exception>
    public void Wait() => _flush.GetAwaiter().GetResult();
}
