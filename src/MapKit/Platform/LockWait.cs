using System.Diagnostics;

namespace MapKit.Platform;

/// <summary>The wait while another program holds a lock. After one second it is reported, once.</summary>
internal sealed class LockWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly Action? _onWaiting;
    private readonly CancellationToken _cancellation;
    private long _started;
    private bool _isReported;

    /// <summary>Creates the wait; its time starts with the first <see cref="Sleep"/>.</summary>
    /// <param name="onWaiting">Called once after a second.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public LockWait(Action? onWaiting, CancellationToken cancellation)
    {
        _onWaiting = onWaiting;
        _cancellation = cancellation;
    }

    /// <summary>Waits a little before the next attempt.</summary>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public void Sleep()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_started == 0) _started = Stopwatch.GetTimestamp();
        if (!_isReported && Stopwatch.GetElapsedTime(_started) >= Silence)
        {
            _isReported = true;
            _onWaiting?.Invoke();
        }

        _cancellation.WaitHandle.WaitOne(Pause);
    }
}
