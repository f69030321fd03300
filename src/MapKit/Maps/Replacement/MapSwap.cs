using System.Diagnostics;
using System.Runtime.Versioning;
using MapKit.Platform;
using MapKit.Platform.Locks;

namespace MapKit.Maps.Replacement;

/// <summary>
/// Replaces the old file with the new one while no program has the old one open for writing. Data is lost if a program has opened
/// a file before it lost its name and writes to it later: a <c>postmap -i</c> or <c>-d</c> between opening the map and locking it, an editor, a
/// shell's <c>&gt;&gt;</c>. If the system has no leases (<see cref="FileLease"/>), the file is replaced without this check.
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
    /// A program that opens a Berkeley DB map for writing locks the file first and then opens it again by its name: one that waited to open the old
    /// file writes to the new one. Other programs write to the file that they have opened.
    /// </summary>
    private bool IsOpenedAgain => _request is { Lock: MapLock.Flock, IsSource: false };

    /// <summary>Records the state of the old file, which is compared afterwards.</summary>
    /// <param name="existing">The old file, locked.</param>
    public void Prepare(ExistingMap existing)
    {
        if (_request.Lock == MapLock.Fcntl) existing.CloseForWriting(_target, _identity, new LockWait(_request.OnWaiting, _request.Cancellation));
    }

    /// <summary>Puts a file in place.</summary>
    /// <param name="existing">The old file, locked.</param>
    /// <param name="temporary">The new one.</param>
    /// <param name="isCurrent">Whether the new file was derived from the current old file; called while no program can write to it.</param>
    /// <exception cref="IOException">The replacement failed.</exception>
    public SwapOutcome TrySwap(ExistingMap existing, TemporaryMap temporary, Func<bool> isCurrent)
    {
        // Cdb maps are always replaced by rename, also by Postfix.
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

    /// <summary>Lets programs with the old file open write, and then locks the file in place.</summary>
    /// <param name="existing">The old file.</param>
    /// <returns>The file in place, or null if it no longer exists.</returns>
    /// <exception cref="IOException">They do not finish.</exception>
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

    /// <summary>Writes the new content into the old file, which must be kept because it is a mount point.</summary>
    /// <param name="existing">The old file.</param>
    /// <param name="temporary">The new one.</param>
    /// <returns>The old file, with the new content; null if there is another file, or none.</returns>
    /// <exception cref="IOException">Writing failed, possibly halfway.</exception>
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

/// <summary>The result of an attempt to put a file in place.</summary>
internal enum SwapOutcome
{
    /// <summary>It is in place.</summary>
    Done,

    /// <summary>Another program has the old file open for writing, and must finish first.</summary>
    Busy,

    /// <summary>The new file was not derived from the current old file.</summary>
    Changed,
}
