using MapKit.Platform.Locks;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>Detects that a file is written while it is read: the content read may then be partial or mixed.</summary>
/// <param name="file">The open file. It stays the caller's.</param>
/// <param name="path">Its path, for messages.</param>
/// <param name="before">Its status before it was read.</param>
internal sealed class SourceWatch(SafeFileHandle file, string path, FileStatus before)
{
    /// <summary>Maximum number of attempts to read a file while another program writes it.</summary>
    public const int MostAttempts = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// Whether a program that has the file open for writing counts as a change: it may have truncated the file and not yet written it.
    /// This is known only if the system has leases (<see cref="FileLease"/>).
    /// </summary>
    public bool RejectsWriters { get; set; }

    /// <summary>Waits before the next attempt, each time twice as long.</summary>
    /// <param name="attempt">The number of the attempt that failed, from 1.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static void Pause(int attempt, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(FirstPause * (1 << (attempt - 1)));
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Compares the file's status with the earlier one.</summary>
    /// <param name="length">How many bytes were read, or null if that is not known.</param>
    /// <exception cref="ChangedFileException">The file has changed, or was not read to its end.</exception>
    public void Check(long? length = null)
    {
        var now = FileStatus.Read(file);

        // A file of the proc file system has content but no length.
        var isWhole = length is null || length == before.Length || before.Length == 0;
        if (!isWhole || now.Length != before.Length || now.LastWriteTimeUtc != before.LastWriteTimeUtc) throw new ChangedFileException(path);
        if (RejectsWriters && LibC.IsSupported && FileLease.HasWriter(file)) throw new ChangedFileException(path);
    }
}
