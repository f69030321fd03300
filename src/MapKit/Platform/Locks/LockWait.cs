using System.Diagnostics;

namespace MapKit.Platform.Locks;

/// <summary>The wait while another program holds a lock: it is reported after a second and then every few seconds, and ends after some minutes.</summary>
internal sealed class LockWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Action<HeldLock>? _onWaiting;
    private readonly CancellationToken _cancellation;
    private readonly TimeSpan _longest;
    private TimeSpan _nextMessage = FirstMessage;
    private long _started;

    /// <summary>Creates the wait; its time starts with the first <see cref="Sleep"/>.</summary>
    /// <param name="onWaiting">Called after a second and every five seconds; null for <see cref="WaitMessages"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="longest">The maximum wait; null for <see cref="Longest"/>.</param>
    public LockWait(Action<HeldLock>? onWaiting, CancellationToken cancellation, TimeSpan? longest = null)
    {
        _onWaiting = onWaiting;
        _cancellation = cancellation;
        _longest = longest ?? Longest;
    }

    /// <summary>How long a wait lasts before it is reported.</summary>
    public static TimeSpan FirstMessage { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The time between two reports of one wait.</summary>
    public static TimeSpan BetweenMessages { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The maximum wait for a lock: longer than writing any map takes.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Waits a little before the next attempt.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="findHolder">Finds the program that holds the lock.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="IOException">The wait took too long.</exception>
    public void Sleep(string path, Func<string?> findHolder)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_started == 0) _started = Stopwatch.GetTimestamp();
        var elapsed = Stopwatch.GetElapsedTime(_started);
        if (elapsed >= _longest) throw new IOException($"cannot lock {path}: {findHolder() ?? "another program"} has kept it locked for {_longest.TotalSeconds:F0} seconds");
        if (elapsed >= _nextMessage)
        {
            _nextMessage = elapsed + BetweenMessages;
            var held = new HeldLock(path, findHolder());
            if (_onWaiting is not null) _onWaiting(held);
            else WaitMessages.Send($"{held}");
        }

        _cancellation.WaitHandle.WaitOne(Pause);
    }
}
