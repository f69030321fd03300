using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Maps.Replacement;
using MapKit.Operations.Compile;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Records;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Update;

/// <summary>
/// A map while it is changed: open and locked, so that no other writer comes between reading and replacing it. The failures
/// are in Postfix's wording.
/// </summary>
internal sealed class UpdatedMap : IDisposable
{
    // A guess for the first allocation.
    private const int BytesPerRecord = 64;
    private const int MostExpectedRecords = 1 << 20;

    private const int MostAttempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly MapEngine _engine;
    private readonly string _name;
    private readonly MapUpdateOptions _options;
    private readonly ReplacementRequest _request;
    private MapReplacement? _replacement;
    private IRewritableMap? _old;

    private UpdatedMap(MapType type, string name, MapUpdateOptions options)
    {
        _engine = MapEngines.For(type);
        _name = name;
        _options = options;
        var path = name + _engine.Suffix;
        _request = new ReplacementRequest
        {
            Path = path,
            HeaderLength = _engine.HeaderLength,
            Lock = _engine.Lock,
            IsUpdate = true,
            Source = options is { Create: true, Source: { } source } ? SourceIdentity.Read(source) : null,
            KeepSourceOwner = options.KeepSourceOwner,
            AsOwnerOfFile = options.KeepSourceOwner,
            KeepSourcePermissions = options.KeepSourcePermissions,
            Version = options.Version,
            OnWaiting = options.OnWaiting,
            Cancellation = options.Cancellation,
        };
    }

    /// <summary>Opens and locks a map.</summary>
    public static UpdatedMap Open(MapType type, string name, MapUpdateOptions options)
    {
        var map = new UpdatedMap(type, name, options);
        var isOpen = false;
        try
        {
            map.CheckFolder();
            if (LookupTypes.RefusalOf(TableChange.Update, MapTypes.NameOf(type), name, options.Version) is { } refusal) throw MapUpdateException.Create(refusal);
            map.Open();
            isOpen = true;
            return map;
        }
        finally
        {
            if (!isOpen) map.Dispose();
        }
    }

    /// <summary>Finds what the map holds under a stored key.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return _old is not null && _old.TryGet(key, out value);
    }

    /// <summary>Writes the map with its changes and puts it in place.</summary>
    /// <param name="changes">What becomes of its keys.</param>
    /// <param name="onTaken">Called for keys that were to be added and are there, because another program put them there meanwhile.</param>
    public MapUpdateResult Replace(RecordChanges changes, Action<ReadOnlyMemory<byte>> onTaken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (TryReplace(changes, onTaken) is { } result) return result;
            }
            catch (MapFormatException exception)
            {
                throw MapUpdateException.Create(_engine.Postfix.CannotPut(_name, SystemWords.InvalidArgument), exception, exception.Message);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw MapUpdateException.Create(_engine.Postfix.CannotPut(_name, exception.Message), exception);
            }
            catch (IOException exception)
            {
                throw MapUpdateException.Create(_engine.Postfix.CannotPut(_name, FileFailure.ReasonOf(exception)), exception);
            }

            // Someone who knows no lock, such as postmap -i with an lmdb map, or the first who makes this map.
            if (attempt == MostAttempts) throw MapUpdateException.Create(_engine.Postfix.CannotPut(_name, "other programs change the map again and again"));
            Thread.Sleep(Pause * attempt);
            Dispose();
            Open();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _old?.Dispose();
        _old = null;
        _replacement?.Dispose();
        _replacement = null;
    }

    private void CheckFolder()
    {
        if (!_request.KeepSourceOwner || _request.Source is not { } source || !VersionDifferences.In(_options.Version).ChecksFolderOwner) return;
        try
        {
            FolderOwner.Check(_name, _options.SourceName, source, _options.Warnings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw MapUpdateException.Create($"stat {FolderOwner.FolderOf(_name)}: {FileFailure.ReasonOf(exception)}", exception);
        }
    }

    private void Open()
    {
        try
        {
            _replacement = MapReplacement.Begin(_request);
            if (_replacement.Existing is not { } file) MakeNew();
            else if (RandomAccess.GetLength(file) == 0) OpenEmpty();
            else _old = Read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw MapUpdateException.Create(
                _options.Create
                    ? _engine.Postfix.CannotOpenToWrite(_name, exception)
                    : _engine.Postfix.CannotOpen(_name, FileFailure.ReasonOf(exception)),
                exception);
        }

        if (_old is not null && !_options.Create && VersionDifferences.In(_options.Version).DeletingWarnsOfOlderMap)
            OlderMap.Check(_name, _request.Path, _options.Warnings, Rules.ChangedMapIsOlder);
    }

    private void MakeNew()
    {
        if (!_options.Create && !_engine.Postfix.MakesMissingMap) throw MapUpdateException.Create(_engine.Postfix.CannotOpen(_name, SystemWords.NoSuchFile));
        _replacement!.Prepare();
    }

    private void OpenEmpty()
    {
        if (!_engine.Postfix.RemovesEmptyFile) return;
        if (!_options.Create) throw MapUpdateException.Create(_engine.Postfix.CannotOpen(_name, SystemWords.InvalidArgument));
        _options.Warnings.Report(EmptyMap.Found(_request.Path));
    }

    private IRewritableMap Read(SafeFileHandle file)
    {
        IMapReader map;
        try
        {
            map = MapFile.Open(file, _request.Path);
        }
        catch (MapFormatException exception)
        {
            throw Refuse(exception);
        }

        if (map is IRewritableMap old && map.Type == _engine.Type)
        {
            if (old.LostByRewriting is not { } lost) return old;
            old.Dispose();
            throw OfAnotherKind(lost);
        }

        map.Dispose();
        throw Refuse(null);
    }

    private MapUpdateException Refuse(MapFormatException? damage)
    {
        // Who looks at the file once more waits for its lock.
        Dispose();
        return new MapUpdateException(MapRefusal.Create(_engine, _request.Path, _options.Warnings, damage).Message, damage);
    }

    private MapUpdateException OfAnotherKind(string lost)
    {
        // What Postfix says of a file of another version is what it says of the first.
        var reason = _engine.Postfix.OtherVersionReason(lost)
            ?? $"the file has {lost}, which would be lost: use the program that created the file";
        return MapUpdateException.Create(_engine.Postfix.CannotOpen(_name, reason));
    }

    private MapUpdateResult? TryReplace(RecordChanges changes, Action<ReadOnlyMemory<byte>> onTaken)
    {
        var unchanged = new MapUpdateResult(_request.Path, false, []);
        if (_old is not null && changes.Count == 0) return unchanged;
        var revision = changes.Revise((int)Math.Min((_old?.Info.FileSize ?? 0) / BytesPerRecord, MostExpectedRecords));
        if (_old is not null) TakeOld(_old, revision, onTaken);
        revision.Finish();
        if (_old is not null && !revision.Differs) return unchanged;

        foreach (var access in _options.ValueFiles?.Access ?? []) _replacement!.Limit(access);
        _engine.Write(revision.Records.AsStored(), _replacement!);
        return _replacement!.TryCommit() is { } result ? new MapUpdateResult(_request.Path, true, ReplacementNote.Describe(result)) : null;
    }

    private void TakeOld(IRewritableMap old, RecordChanges.Revision revision, Action<ReadOnlyMemory<byte>> onTaken)
    {
        var last = ReadOnlyMemory<byte>.Empty;
        var isFirst = true;
        foreach (var (key, value) in old.Records)
        {
            if (!isFirst && key.Span.SequenceEqual(last.Span))
                throw new MapFormatException(_request.Path, "a key has several values, and all but one would be lost");
            if (revision.Take(key, value)) onTaken(key);
            last = key;
            isFirst = false;
        }
    }
}
