using System.Diagnostics;
using System.Runtime.Versioning;
using MapKit.Platform;

namespace MapKit.Maps.Replacement;

/// <summary>
/// Puts the new file in the place of the old one while nobody has the old one open for writing. What a program writes that has opened
/// a file before it lost its name is lost: a <c>postmap -i</c> or <c>-d</c> between opening the map and locking it, an editor, a
/// shell's <c>&gt;&gt;</c>. Where the system has no leases (<see cref="FileLease"/>) the file is replaced all the same.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class MapSwap
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(2);
    private const int ShortAttempts = 5;

    private readonly ReplacementRequest _request;
    private readonly string _target;
    private readonly FileSystemIdentity _identity;
    private long _started;

    /// <summary>Creates it for one replacement.</summary>
    public MapSwap(ReplacementRequest request, string target, FileSystemIdentity identity)
    {
        _request = request;
        _target = target;
        _identity = identity;
    }

    /// <summary>
    /// Whoever opens a Berkeley DB map to write locks the file first and then opens it once more by its name: who waited to open the old
    /// one writes to the new one. Other programs write to the file that they have opened.
    /// </summary>
    private bool IsOpenedAgain => _request is { Lock: MapLock.Flock, IsSource: false };

    /// <summary>Prepares: what the old file is, is to be looked at afterwards.</summary>
    /// <param name="existing">The old file, locked.</param>
    public void Prepare(ExistingMap existing)
    {
        if (_request.Lock == MapLock.Fcntl) existing.CloseForWriting(_target, _identity, new LockWait(_request.OnWaiting, _request.Cancellation));
    }

    /// <summary>Puts a file in place.</summary>
    /// <param name="existing">The old file, locked.</param>
    /// <param name="temporary">The new one.</param>
    /// <param name="isCurrent">Whether the old file is still what the new one was made from; asked when nobody can write to it.</param>
    /// <exception cref="IOException">It could not be done.</exception>
    public SwapOutcome TrySwap(ExistingMap existing, TemporaryMap temporary, Func<bool> isCurrent)
    {
        // Cdb maps are always replaced by rename, by Postfix too.
        if (_request.Lock == MapLock.FlockOfBuild) return Move(temporary, isCurrent);
        for (var attempt = 1; ; attempt++)
        {
            using (var lease = FileLease.TryTake(existing.Handle, out var isBusy))
            {
                if (lease is null && !isBusy) return Move(temporary, isCurrent);
                if (lease is not null && !isCurrent()) return SwapOutcome.Changed;
                if (lease is not null && temporary.TryMoveOverTarget(lease, canUndo: !IsOpenedAgain)) return SwapOutcome.Done;
            }

            // Another MapKit opens the file for a moment before it waits for the lock.
            if (attempt == ShortAttempts) return SwapOutcome.Busy;
            Thread.Sleep(ShortPause);
        }
    }

    private static SwapOutcome Move(TemporaryMap temporary, Func<bool> isCurrent)
    {
        if (!isCurrent()) return SwapOutcome.Changed;
        temporary.MoveOverTarget();
        return SwapOutcome.Done;
    }

    /// <summary>Lets those write who have the old file open, and locks what is in place then.</summary>
    /// <param name="existing">The old file.</param>
    /// <returns>The file in place, or null if there is none any more.</returns>
    /// <exception cref="IOException">They do not end.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public ExistingMap? WaitForWriters(ExistingMap existing)
    {
        if (_started == 0) _started = Stopwatch.GetTimestamp();
        var wait = new LockWait(_request.OnWaiting, _request.Cancellation);
        existing.Unlock();
        while (true)
        {
            wait.Sleep(_target, () => null);
            using var lease = FileLease.TryTake(existing.Handle, out var isBusy);
            if (!isBusy) break;
            if (Stopwatch.GetElapsedTime(_started) >= LongestWait)
                throw new IOException($"cannot replace {_target}: another program has had it open for writing for {LongestWait.TotalSeconds} seconds; nothing was written");
        }

        existing.Dispose();
        return LockedFile.Open(_target, _request.Lock, _request.Use, _identity, wait) is { } file ? new ExistingMap(file, _target) : null;
    }

    /// <summary>Writes the new content into the old file, which has to stay because it is a mount point.</summary>
    /// <param name="existing">The old file.</param>
    /// <param name="temporary">The new one.</param>
    /// <returns>The old file, with the new content; null if another file is there, or none.</returns>
    /// <exception cref="IOException">It could not be done, or not to the end.</exception>
    public ExistingMap? WriteInPlace(ExistingMap existing, TemporaryMap temporary)
    {
        var identity = existing.Status.Identity;
        existing.Dispose();
        var wait = new LockWait(_request.OnWaiting, _request.Cancellation);
        if (LockedFile.Open(_target, _request.Lock, LockUse.Rewrite, _identity, wait) is not { } file) return null;
        var map = new ExistingMap(file, _target);
        if (map.Status.Identity == identity)
        {
            temporary.CopyTo(map.Handle);
            return map;
        }

        map.Dispose();
        return null;
    }
}

/// <summary>What became of an attempt to put a file in place.</summary>
internal enum SwapOutcome
{
    /// <summary>It is in place.</summary>
    Done,

    /// <summary>Somebody has the old file open for writing, and is to be waited for.</summary>
    Busy,

    /// <summary>The old file is no longer what the new one was made from.</summary>
    Changed,
}
