using MapKit.Maps.Replacement;
using MapKit.Operations.Compile;
using MapKit.Platform;
using MapKit.Platform.Locks;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Edit;

/// <summary>Replaces a source file with an edited one, in the same way as maps are replaced. Two edits at the same time wait for each other.</summary>
internal sealed class SourceReplacement : IDisposable
{
    private readonly MapReplacement _replacement;
    private readonly string _path;
    private FileStatus _read;

    private SourceReplacement(ReplacementRequest request)
    {
        _path = request.Path;
        _replacement = MapReplacement.Begin(request with { BeforeCommit = CheckUnchanged });
    }

    /// <summary>Locks a source to replace.</summary>
    /// <param name="path">The file, or a symbolic link to it.</param>
    /// <param name="onWaiting">Called while another program holds the lock.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <param name="onReady">Called with the complete new file just before it is put in place. An exception prevents that.</param>
    /// <exception cref="IOException">It does not exist or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static SourceReplacement Begin(string path, Action<HeldLock>? onWaiting, CancellationToken cancellation, Action<SafeFileHandle>? onReady = null)
    {
        using (UnlockedFile.OpenRegular(path))
        {
            // A pipe or a device is not a source.
        }

        return new SourceReplacement(new ReplacementRequest
        {
            Path = path,
            HeaderLength = 0,
            Lock = MapLock.Flock,
            IsUpdate = true,
            IsSource = true,

            KeepSourceOwner = false,
            AsOwnerOfFile = true,
            OnWaiting = onWaiting,
            OnReady = onReady,
            Cancellation = cancellation,
        });
    }

    /// <summary>Whether the locked file has these bytes, which were read before.</summary>
    public bool Holds(ReadOnlySpan<byte> bytes)
    {
        if (_replacement.Existing is not { } file) return false;
        _read = FileStatus.Read(file);
        return _replacement.ExistingHolds(bytes);
    }

    /// <summary>The bytes of the locked file.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public byte[] Read()
    {
        var file = _replacement.Existing ?? throw new FileNotFoundException($"{_path}: no such file", _path);
        _read = FileStatus.Read(file);
        return SourceBytes.Read(file, _path);
    }

    /// <summary>Puts the edited source in place.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <returns>Notes for the administrator; null if the lock had to be waited for and another program has changed the file.</returns>
    /// <exception cref="IOException">The old file is unchanged.</exception>
    public IReadOnlyList<string>? TryCommit(ReadOnlySpan<byte> bytes)
    {
        _replacement.Append(bytes);
        _replacement.WriteHeader([]);
        return _replacement.TryCommit() is not { } result ? null : [.. result.Warnings.Select(warning => NoteOf(warning, result.Path))];
    }

    /// <inheritdoc/>
    public void Dispose() => _replacement.Dispose();

    /// <summary>Editors do not use the lock.</summary>
    private void CheckUnchanged()
    {
        var now = FileStatus.Read(_replacement.Existing!);
        if (now.LastWriteTimeUtc != _read.LastWriteTimeUtc || now.Length != _read.Length)
            throw new IOException($"cannot replace {_path}: another program changed it meanwhile; nothing was written");
    }

    private static string NoteOf(ReplacementWarning warning, string path) => warning switch
    {
        ReplacementWarning.HardLinks or ReplacementWarning.HardLinksNeedReload => $"{path}: has other hard links, which keep the old content",
        ReplacementWarning.OwnerNotKept => $"{path}: its owner or group could not be kept",
        ReplacementWarning.AttributesNotKept => $"{path}: its access control list or other attributes could not be kept",
        ReplacementWarning.WrittenInPlace => $"{path}: is a mount point, so it was written in place; a crash meanwhile leaves a part of it",
        _ => throw new ArgumentOutOfRangeException(nameof(warning)),
    };
}
