using System.Text.Unicode;
using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Operations.Update;

/// <summary>
/// Changes some records of a hash, btree or lmdb map, in place of <c>postmap -i</c> and <c>postmap -d</c>
/// (docs/formats/postmap-command.md#options, docs/formats/postmap-command.md#duplicate-keys and
/// docs/formats/map-types.md#trailing-nul). From <see cref="Open"/> to <see cref="Commit"/> the map is locked as Postfix's writers
/// lock it (docs/formats/map-types.md#locks). Only one map should be open at a time: two programs that hold one and wait for the
/// other would deadlock. The old map stays in place until the complete new one replaces it; other records are kept byte
/// for byte. Changes before a failure can still be committed. One instance is for one thread.
/// </summary>
/// <remarks>
/// Two Postfix writers can still interfere: <c>postmap -i</c> on lmdb takes no lock, and one that opened
/// the map before it was replaced (<c>postmap -d -</c> between two keys, a build of an lmdb map that waits for the lock)
/// writes to the old file, which no longer has a name. Changes of the first kind are detected until the end and
/// kept. A <c>postmap</c> that waits for the lock of a hash or btree map opens it by name afterwards and loses nothing.
/// </remarks>
internal sealed class MapUpdate : IDisposable
{
    private const string NotUtf8 = "malformed UTF-8 or invalid codepoint";

    private readonly MapEngine _engine;
    private readonly string _name;
    private readonly MapUpdateOptions _options;
    private readonly UpdatedMap _map;
    private readonly RecordChanges _changes = new();
    private readonly KeyFolder _folder;
    private NulForms _forms;
    private byte[] _key = new byte[256];
    private byte[] _value = new byte[256];
    private bool _isClosed;

    private MapUpdate(MapType type, string name, MapUpdateOptions options, UpdatedMap map)
    {
        _engine = MapEngines.For(type);
        _name = name;
        _options = options;
        _map = map;
        _folder = new KeyFolder(options.Folding);
        _forms = new NulForms(options.Nul);
    }

    private string ShownName => ByteText.FromText(_engine.Postfix.TableName(_name));

    /// <summary>Opens and locks a map. Waits while another program changes it.</summary>
    /// <param name="type">The map type. Cdb maps cannot be changed: that is an error in Postfix's wording.</param>
    /// <param name="name">The name of the map, without its suffix.</param>
    /// <param name="options">How.</param>
    /// <exception cref="MapUpdateException">The map cannot be opened, is of another type, or has features that a rewrite would lose.</exception>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public static MapUpdate Open(MapType type, string name, MapUpdateOptions options) =>
        new(type, name, options, UpdatedMap.Open(type, name, options));

    /// <summary>
    /// Puts a record, with a NUL after key and value unless <see cref="RecordOptions.Nul"/> says otherwise: the map's content is not
    /// checked, so that a key may be in it in both forms (docs/formats/map-types.md#trailing-nul).
    /// </summary>
    /// <param name="key">The text of the key, without NUL. It is folded according to the options.</param>
    /// <param name="value">The text of the value, without NUL.</param>
    /// <returns>Whether the record will be stored: not if the key is a duplicate, or key or value is not UTF-8 in UTF-8 mode.</returns>
    /// <exception cref="MapUpdateException">The key is too long for the type, or the map is damaged.</exception>
    public bool Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!IsUtf8(key)) return false;
        if (_options.Utf8 && !Utf8.IsValid(value))
        {
            var (shownKey, shownValue) = (ByteText.FromBytes(key), ByteText.FromBytes(value));
            Warn(Rules.RequestValueNotUtf8, key, "its value is not UTF-8; the entry is ignored", $"{_engine.Name}:{ShownName}: key \"{shownKey}\": non-UTF-8 value \"{shownValue}\": {NotUtf8}");
            return false;
        }

        if (_forms.TriesWith) _forms.FoundWith();
        return Store(_folder.Fold(key), value, _forms.TriesWith, replace: _options.Duplicates.ReplacesEarlier());
    }

    /// <summary>
    /// Puts the record <c>@</c> that postalias adds, and the NIS records if requested. They replace older
    /// ones (docs/formats/aliases.md#records-added-by-postalias).
    /// </summary>
    /// <param name="records">The NIS records, or null for none.</param>
    /// <exception cref="MapUpdateException">The map is damaged.</exception>
    public void PutAliasMarks(YpRecords? records)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_forms.TriesWith) _forms.FoundWith();
        foreach (var (key, value, isBare) in AliasMarks.RecordsWith(records)) Store(key, value, _forms.TriesWith && !isBare, replace: true);
    }

    /// <summary>
    /// Deletes a record: the key with a NUL is tried, then the key without, and the form found first applies to all later keys
    /// (docs/formats/map-types.md#trailing-nul).
    /// </summary>
    /// <param name="key">The text of the key, without NUL. It is folded according to the options.</param>
    /// <returns>Whether Postfix reports success: the record existed, or the key is not UTF-8 in UTF-8 mode.</returns>
    /// <exception cref="MapUpdateException">An empty key and lmdb, or the map is damaged.</exception>
    public bool Delete(ReadOnlySpan<byte> key)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!IsUtf8(key)) return true;
        var folded = _folder.Fold(key);
        if (_forms.TriesWith && Remove(folded, withNul: true))
        {
            _forms.FoundWith();
            return true;
        }

        if (!_forms.TriesWithout || !Remove(folded, withNul: false)) return false;
        _forms.FoundWithout();
        return true;
    }

    /// <summary>Puts the changed map in place and closes it. If no record changed, the file is not touched; a missing one is created.</summary>
    /// <exception cref="MapUpdateException">It cannot be written; the old map is unchanged.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the old map is unchanged.</exception>
    public MapUpdateResult Commit()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var result = _map.Replace(_changes, key => WarnOfDuplicate(StoredText.UpToNul(key).Span));
        Dispose();
        return result;
    }

    /// <summary>Closes the map. Without <see cref="Commit"/> it is unchanged.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _map.Dispose();
    }

    private bool Store(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool withNul, bool replace)
    {
        var storedKey = Stored(key, withNul, ref _key);
        var storedValue = Stored(value, withNul, ref _value);
        if (storedKey.Length < _engine.MinimumKeyLength || storedKey.Length > _engine.MaximumKeyLength)
            throw MapUpdateException.Create(_engine.Postfix.CannotPut(_name, _engine.Postfix.KeyLengthReason));

        var change = _changes.Find(storedKey, out _);
        var isThere = change is RecordChange.Add or RecordChange.Replace
            || (change == RecordChange.None && Look(storedKey, _engine.Postfix.CannotPut));
        if (isThere && !replace)
        {
            WarnOfDuplicate(key);
            return false;
        }

        _changes.Set(storedKey, replace || change == RecordChange.Delete ? RecordChange.Replace : RecordChange.Add, storedValue);
        return true;
    }

    private bool Remove(ReadOnlySpan<byte> key, bool withNul)
    {
        var stored = Stored(key, withNul, ref _key);
        if (stored.Length < _engine.MinimumKeyLength) throw MapUpdateException.Create(_engine.Postfix.CannotDelete(_name, _engine.Postfix.KeyLengthReason));
        var change = _changes.Find(stored, out _);
        var isThere = change is RecordChange.Add or RecordChange.Replace
            || (change == RecordChange.None && Look(stored, _engine.Postfix.CannotDelete));
        if (isThere) _changes.Set(stored, RecordChange.Delete, []);
        return isThere;
    }

    private bool Look(ReadOnlySpan<byte> stored, Func<string, string, string> failure)
    {
        try
        {
            return _map.TryGet(stored, out _);
        }
        catch (MapFormatException exception)
        {
            throw MapUpdateException.Create(failure(_name, SystemWords.InvalidArgument), exception, exception.Message);
        }
    }

    private static ReadOnlySpan<byte> Stored(ReadOnlySpan<byte> text, bool withNul, ref byte[] buffer)
    {
        if (!withNul) return text;
        if (buffer.Length <= text.Length) buffer = new byte[checked(text.Length * 2)];
        text.CopyTo(buffer);
        buffer[text.Length] = 0;
        return buffer.AsSpan(0, text.Length + 1);
    }

    private bool IsUtf8(ReadOnlySpan<byte> key)
    {
        if (!_options.Utf8 || Utf8.IsValid(key)) return true;
        Warn(Rules.RequestKeyNotUtf8, key, "the key is not UTF-8, so the map cannot contain it", $"{_engine.Name}:{ShownName}: non-UTF-8 key \"{ByteText.FromBytes(key)}\": {NotUtf8}");
        return false;
    }

    private void WarnOfDuplicate(ReadOnlySpan<byte> key)
    {
        if (_options.Duplicates.KeepsAll()) return;
        Warn(Rules.KeyIsStored, key, "duplicate key: the entry in the map keeps its value", $"{ByteText.FromText(_engine.Postfix.NameInMessages(_name))}: duplicate entry: \"{ByteText.FromBytes(key)}\"");
    }

    private void Warn(DiagnosticRule rule, ReadOnlySpan<byte> key, string message, string postfixText) =>
        _options.Warnings.Report(new Diagnostic(rule, _name + _engine.Suffix, null, $"\"{DisplayText.Escape(key)}\": {message}") { PostfixText = postfixText });
}
