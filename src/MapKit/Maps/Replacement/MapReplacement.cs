using MapKit.Maps.Paging;
using MapKit.Platform;
using MapKit.Platform.Locks;
using MapKit.Platform.Paths;
using MapKit.Source;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>
/// Replaces a map file with the bytes that a writer appends. The path always names the complete old map or the complete new one. While
/// the new bytes equal the old ones nothing is written. Without <see cref="Commit"/>, disposing does not change the old map.
/// </summary>
internal sealed class MapReplacement : IMapOutput, IDisposable
{
    private readonly ReplacementRequest _request;
    private readonly FileSystemIdentity _identity;
    private readonly ResolvedFile _file;
    private FileSystemIdentity _owner = FileSystemIdentity.Own;
    private readonly string _target;
    private readonly LockedFile? _build;
    private readonly List<ReplacementWarning> _warnings = [];
    private readonly ContentDigest? _digest;
    private readonly List<AccessList> _limits = [];
    private ExistingMap? _existing;
    private byte[] _start = [];
    private TemporaryMap? _temporary;
    private CancellationTokenRegistration _removal;
    private long _length;
    private long _expected;
    private bool _differs;
    private bool _isComplete;

    private MapReplacement(
        ReplacementRequest request, FileSystemIdentity identity, ResolvedFile file, LockedFile? build)
    {
        _request = request;
        _identity = identity;
        _file = file;
        _target = file.Path;
        _build = build;
        _length = request.HeaderLength;
        IsSecret = request.Secret;
        _digest = request.WithDigest ? new ContentDigest() : null;
    }

    /// <summary>The open map to replace, or null if there is none. Owned by this object.</summary>
    public SafeFileHandle? Existing => _existing?.Handle;

    /// <summary>The stamp of the existing map, or null.</summary>
    public byte[]? Stamp => LibC.IsSupported && _existing is { } existing ? BuildAttribute.Read(existing.Handle, existing.Status) : null;

    /// <summary>
    /// Creates a stamp for the map from the digest of its content, or null for none. Called by <see cref="Commit"/>; needs <see cref="ReplacementRequest.WithDigest"/>.
    /// </summary>
    public Func<UInt128, byte[]>? StampOf { get; set; }

    /// <summary>Whether the content was found to be secret, or is known to be (<see cref="ReplacementRequest.Secret"/>).</summary>
    public bool IsSecret { get; set; }

    // libdb does not open an empty file, so Postfix removes it and creates another.
    private bool KeepsOwnerAndMode =>
        _request.KeepMapOwnerAndMode && _existing is { } existing && (existing.Status.Length > 0 || _request.Lock != MapLock.Flock || _request.IsSource);

    /// <summary>Waits for other writers of the map and prepares to replace it.</summary>
    /// <param name="request">Which map, and how.</param>
    /// <exception cref="UnauthorizedAccessException">The map or its folder may not be written.</exception>
    /// <exception cref="IOException">The folder does not exist, the map is not a regular file, or another error occurred.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public static MapReplacement Begin(ReplacementRequest request)
    {
        var owner = request.KeepSourceOwner ? FileSystemIdentity.OwnerOf(request.Source, request.Version) : FileSystemIdentity.Own;
        var wait = new LockWait(request.OnWaiting, request.Cancellation);
        request.Cancellation.ThrowIfCancellationRequested();
        var file = owner.Run(() => MapPath.Resolve(request.Path, owner));
        LockedFile? build = null;
        MapReplacement? replacement = null;
        var isReady = false;
        try
        {
            var identity = request.AsOwnerOfFile && owner == FileSystemIdentity.Own ? FileSystemIdentity.OwnerOfFile(file.Path, request.Predecessor) : owner.ForReplacing(file.Path);

            // Postfix derives that name from the map's name in the configuration, without resolving links.
            if (request.Lock == MapLock.FlockOfBuild) build = LockedFile.Open(request.Path + ".tmp", MapLock.Flock, request.CheckOnly ? LockUse.Look : LockUse.Replace, identity, wait);
            replacement = new MapReplacement(request, identity, file, build) { _owner = owner };
            replacement.OpenExisting(wait);
            isReady = true;
            return replacement;
        }
        finally
        {
            if (!isReady && replacement is not null)
            {
                replacement.Dispose();
            }
            else if (!isReady)
            {
                build?.Dispose();
                file.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Expect(long length) => _expected = length;

    /// <summary>Whether the existing map may be kept and its content has this digest: body, then header.</summary>
    public bool ExistingHas(UInt128 digest)
    {
        if (_differs || _existing is not { } existing) return false;
        var found = new ContentDigest();
        return found.TryAppend(existing.Handle, _request.HeaderLength, existing.Status.Length)
            && found.TryAppend(existing.Handle, 0, Math.Min(_request.HeaderLength, existing.Status.Length))
            && found.Finish() == digest;
    }

    /// <summary>Whether the existing file has exactly these bytes.</summary>
    public bool ExistingHolds(ReadOnlySpan<byte> bytes) => _existing is { } existing && existing.Status.Length == bytes.Length && existing.Has(bytes, 0);

    /// <summary>Keeps the existing map, which the caller knows to be identical to the new content.</summary>
    /// <returns>The result, as of <see cref="Commit"/>.</returns>
    public ReplacementResult KeepExisting()
    {
        _length = _existing!.Status.Length;
        _isComplete = true;
        return Commit();
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _request.Cancellation.ThrowIfCancellationRequested();
        _digest?.Append(bytes);
        if (!_differs && (_request.IsUpdate || !_existing!.HasNext(bytes, _length))) Differ();
        _temporary?.Write(bytes, _length);
        _length += bytes.Length;
        _request.OnWritten?.Invoke(_length, _expected);
    }

    /// <inheritdoc/>
    public void WriteHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length != _request.HeaderLength) throw new ArgumentException("not the length that was reserved", nameof(header));
        if (_isComplete) throw new InvalidOperationException("the header is written once");
        _request.Cancellation.ThrowIfCancellationRequested();
        _digest?.EndPiece();
        _digest?.Append(header);
        if (!_differs && (_existing!.Status.Length != _length || !_existing.Has(header, 0))) Differ();
        _temporary?.Write(header, 0);
        _isComplete = true;
    }

    /// <summary>Limits the map's readers to users who may read a file whose content is in it.</summary>
    /// <param name="access">The permissions of that file.</param>
    public void Limit(AccessList access) => _limits.Add(access);

    /// <summary>Creates the new file now, so that an unwritable folder is detected before there is anything to write.</summary>
    public void Prepare()
    {
        if (!_differs) Differ();
    }

    /// <summary>Checks that the map could be written, for a request that only checks.</summary>
    /// <exception cref="IOException">It could not.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    public void CheckFolder()
    {
        if (LibC.IsSupported) TemporaryFile.CheckFolderOf(_target, _identity);
    }

    /// <summary>Waits until the new file is on the disk, so that <see cref="Commit"/> takes little more than a rename: for maps that are switched together.</summary>
    /// <exception cref="IOException">It did not get there.</exception>
    public void Flush() => _temporary?.Flush();

    /// <summary>Puts the new map in place, unless nothing changed.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="IOException">The old map is unchanged (or, if only the last step failed, the message reports that).</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled; the old map is unchanged.</exception>
    public ReplacementResult Commit() =>
        TryCommit() ?? throw new IOException($"cannot replace {_target}: another program changed it meanwhile, without its lock");

    /// <summary>Puts the new map in place as <see cref="Commit"/> does, unless it was derived from a map that has been replaced meanwhile.</summary>
    /// <returns>The result, or null: the update must then be repeated.</returns>
    /// <exception cref="IOException">As <see cref="Commit"/>.</exception>
    public ReplacementResult? TryCommit()
    {
        if (!_isComplete) throw new InvalidOperationException("the header has not been written");
        _request.Cancellation.ThrowIfCancellationRequested();
        if (_temporary is not null)
        {
            if (!TryReplace(_temporary)) return null;
        }
        else if (_existing is not null)
        {
            Keep(_existing);
        }

        var outcome = _temporary is not null ? ReplacementOutcome.Written
            : _differs ? ReplacementOutcome.WouldChange
            : ReplacementOutcome.Unchanged;
        Dispose();
        return new ReplacementResult(outcome, _target, _length, _warnings);
    }

    /// <summary>Removes the temporary file, if it still exists, and releases the locks.</summary>
    public void Dispose()
    {
        _removal.Dispose();
        _temporary?.Dispose();
        _existing?.Dispose();
        _build?.Dispose();
        _file.Dispose();
    }

    private void OpenExisting(LockWait wait)
    {
        // Also if nothing will change: a run after a killed run should clean the folder.
        if (!_request.CheckOnly) RemoveLeftovers();

        if (LockedFile.Open(_target, _request.Lock, _request.Use, _identity, wait) is { } file)
        {
            _existing = new ExistingMap(file, _target);
            ReplacementGuard.Check(_existing, _target, _request);
            if (_request.IsUpdate) _start = _existing.Start(_request.HeaderLength);
            if (!_request.KeepMapOwnerAndMode && !_request.CheckOnly && !HasOwnerAndModeOfNew(_existing.Status)) Differ();
        }
        else if (!_request.IsUpdate)
        {
            // Immediately, so that an unwritable folder is detected before the layout is computed.
            Differ();
        }
    }

    private bool HasOwnerAndModeOfNew(FileStatus status) =>
        !LibC.IsSupported || (_identity.IsUser(status.UserId) && (status.Mode & FilePermissions.All) == AccessOfNew(status).Mode);

    private void RemoveLeftovers()
    {
        if (!LibC.IsSupported) return;
        _identity.Run(RemoveLeftoversOfMap);
        if (_request.SourcePath is { } source) Leftovers.RemoveOfSource(source, except: _target);
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private void RemoveLeftoversOfMap() => Leftovers.Remove(_target);

    private void Differ()
    {
        _differs = true;
        if (_request.CheckOnly) return;
        _temporary = TemporaryMap.Create(_target, _identity);
        _removal = _request.Cancellation.UnsafeRegister(static file => ((TemporaryMap)file!).Remove(), _temporary);
        _existing?.CopyVerified(_request.HeaderLength, _length, _temporary);
    }

    private bool TryReplace(TemporaryMap temporary)
    {
        var access = KeepOwner(temporary);
        var hasAttributes = !LibC.IsSupported || !KeepsOwnerAndMode || temporary.TryCopyAttributes(_existing!.Handle);
        if (!(temporary.TrySetAccess(access, keepsListOfFolder: !(IsSecret || _limits.Count > 0 || KeepsOwnerAndMode)) && hasAttributes)) _warnings.Add(ReplacementWarning.AttributesNotKept);
        if (LibC.IsSupported && StampOf is { } stampOf) temporary.SetStamp(stampOf(_digest!.Finish()));
        temporary.Flush();
        if (_request.OnReady is { } onReady) temporary.Use(onReady);
        using var folder = LibC.IsSupported ? MapFolder.Open(_target) : null;
        if (!TrySwap(temporary)) return false;
        if (!_warnings.Contains(ReplacementWarning.WrittenInPlace) && _existing?.TellDaemons(daemonsMindTime: _request.Lock != MapLock.Fcntl) is { } warning) _warnings.Add(warning);
        if (LibC.IsSupported) folder?.Flush();
        return true;
    }

    private bool TrySwap(TemporaryMap temporary)
    {
        if (!LibC.IsSupported) return TrySwapPortably(temporary);
        var swap = new MapSwap(_request, _target, _identity);
        var read = _existing?.Status;
        for (var isFirst = true; _existing is { } existing; isFirst = false)
        {
            swap.Prepare(existing);

            // An editor that changed the source is reported; a program that held the lock is expected to have changed it.
            if (isFirst) _request.BeforeCommit?.Invoke();
            try
            {
                var outcome = swap.TrySwap(existing, temporary, () => !_request.IsUpdate || IsStillRead(existing, read!.Value));
                if (outcome != SwapOutcome.Busy) return outcome == SwapOutcome.Done;
                _existing = swap.WaitForWriters(existing);
                if (_existing is null && _request.IsUpdate) return false;
            }
            catch (IOException exception) when (exception.HResult == LibC.Busy)
            {
                _existing = swap.WriteInPlace(existing, temporary);
                if (_existing is null) throw;
                temporary.Remove();
                _warnings.Add(ReplacementWarning.WrittenInPlace);
                return true;
            }
        }

        _request.BeforeCommit?.Invoke();
        return temporary.MoveOverTarget(onlyIfMissing: _request.IsUpdate);
    }

    private bool TrySwapPortably(TemporaryMap temporary)
    {
        _request.BeforeCommit?.Invoke();
        _existing?.Dispose();
        return temporary.MoveOverTarget(onlyIfMissing: _request.IsUpdate && _existing is null);
    }

    /// <summary>Whether the old map is the one from which an update was derived.</summary>
    private bool IsStillRead(ExistingMap existing, in FileStatus read) =>
        existing.Status.IsStillAt(_target)
        && existing.Status.Identity == read.Identity
        && existing.Has(_start, 0)
        && FileStatus.Read(existing.Handle) is var now
        && now.Length == read.Length
        && now.LastWriteTimeUtc == read.LastWriteTimeUtc;

    /// <summary>The permissions of a new map: those of its source, of which postmap uses only the mode.</summary>
    private AccessList AccessOfNew(in FileStatus file)
    {
        var access = _request is { KeepSourcePermissions: true, Source: { Mode: not null } source }
            ? source.Access.Only(FilePermissions.OfNew(source.Mode)).OwnedBy(file.UserId, file.GroupId).WithOwner(FilePermissions.OfNew(null))
            : AccessList.FromMode(FilePermissions.OfNew(null), file.UserId, file.GroupId);

        // A pipe does not show who may read its secrets.
        if (IsSecret && _request.Source?.Mode is null && !_request.IsUpdate) access = AccessList.FromMode(FilePermissions.OwnerOnly, file.UserId, file.GroupId);
        return Narrowed(access);
    }

    /// <summary>Gives the new file the owner, group and permissions of the old one.</summary>
    private AccessList KeepOwner(TemporaryMap temporary)
    {
        if (_owner != _identity && !temporary.TryGive(_owner)) _warnings.Add(ReplacementWarning.OwnerNotKept);
        var old = KeepsOwnerAndMode ? _existing!.Access : _request.Predecessor;
        var status = temporary.Status;
        if (old is null) return AccessOfNew(status);
        if (LibC.IsSupported && (status.UserId != old.UserId || status.GroupId != old.GroupId))
        {
            var kept = temporary.TryGive(old.UserId, old.GroupId);
            if (!kept.Both) _warnings.Add(ReplacementWarning.OwnerNotKept);
            if (!kept.Group) old = old.WithGroupAsOthers();
            status = temporary.Status;
        }

        old = old.Only(FilePermissions.All).OwnedBy(status.UserId, status.GroupId);
        var narrow = Narrowed(old);
        if (!narrow.HasSamePermissions(old)) _warnings.Add(KeepsOwnerAndMode ? ReplacementWarning.ModeNarrowed : ReplacementWarning.PredecessorIsWider);
        return narrow;
    }

    private void Keep(ExistingMap existing)
    {
        _request.BeforeCommit?.Invoke();
        if ((IsSecret || _limits.Count > 0) && existing.Access is var access && Narrowed(access) is var narrow && !narrow.HasSamePermissions(access))
        {
            _warnings.Add(ReplacementWarning.ModeNarrowed);
            if (!_request.CheckOnly) existing.SetAccess(narrow);
        }

        if (LibC.IsSupported && !_request.CheckOnly && StampOf is { } stampOf) BuildAttribute.Write(existing.Handle, existing.Status, stampOf(_digest!.Finish()));
        if (!_request.CheckOnly && existing.Status.LastWriteTimeUtc < _request.Source?.LastWriteTimeUtc) existing.Touch();
    }

    private AccessList Narrowed(AccessList access)
    {
        if (IsSecret && _request.Source is { Mode: not null } source) access = access.NoWiderThan(source.Access);
        return _limits.Aggregate(access, (narrow, limit) => narrow.NoWiderThan(limit));
    }
}
