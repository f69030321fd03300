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
/// lock it (docs/formats/map-types.md#locks), and never more than one map should be: two programs that hold one and wait for the
/// other would wait for ever. The old map stays in place until the new one takes it, whole; records that nobody asked for stay byte
/// for byte. What was put before a failure can still be committed. One instance is for one thread.
/// </summary>
/// <remarks>
/// Two writers of Postfix's own can come between anyway: <c>postmap -i</c> on lmdb takes no lock, and one that opened
/// the map before it was replaced (<c>postmap -d -</c> between two keys, a build of an lmdb map that waits for the lock)
/// writes to the old file, which has no name any more. Of the first kind what was written until the very end is noticed and
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
    /// <exception cref="MapUpdateException">The map cannot be opened, is of another type, or has what a rewrite would lose.</exception>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public static MapUpdate Open(MapType type, string name, MapUpdateOptions options) =>
        new(type, name, options, UpdatedMap.Open(type, name, options));

    /// <summary>
    /// Puts a record, with a NUL after key and value unless <see cref="RecordOptions.Nul"/> says otherwise: what the map has is not
    /// looked at, so that a key may be in it in both forms (docs/formats/map-types.md#trailing-nul).
    /// </summary>
    /// <param name="key">The text of the key, without NUL. It is folded as the options say.</param>
    /// <param name="value">The text of the value, without NUL.</param>
    /// <returns>Whether the record will be stored: not if the key is there already, or key or value is not UTF-8 in UTF-8 mode.</returns>
    /// <exception cref="MapUpdateException">The type has no room for such a key, or the map is damaged.</exception>
    public bool Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!IsUtf8(key)) return false;
        if (_options.Utf8 && !Utf8.IsValid(value))
        {
            var (shownKey, shownValue) = (ByteText.FromBytes(key), ByteText.FromBytes(value));
            Warn(Rules.RequestValueNotUtf8, key, "its value is not UTF-8; it is left out", $"{_engine.Name}:{ShownName}: key \"{shownKey}\": non-UTF-8 value \"{shownValue}\": {NotUtf8}");
            return false;
        }

        if (_forms.TriesWith) _forms.FoundWith();
        return Store(_folder.Fold(key), value, _forms.TriesWith, replace: _options.Duplicates.ReplacesEarlier());
    }

    /// <summary>
    /// Puts the record <c>@</c> that postalias adds, and the NIS records where they are asked for. They take the place of older
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
    /// Deletes a record: the key with a NUL is tried, then the key without, and what was found first decides for all that follow
    /// (docs/formats/map-types.md#trailing-nul).
    /// </summary>
    /// <param name="key">The text of the key, without NUL. It is folded as the options say.</param>
    /// <returns>Whether Postfix calls it a success: the record was there, or the key is not UTF-8 in UTF-8 mode.</returns>
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

    /// <summary>Puts the changed map in place and closes it. Where no record changed the file stays as it is; a missing one is made.</summary>
    /// <exception cref="MapUpdateException">It cannot be written; the old map is as it was.</exception>
    /// <exception cref="OperationCanceledException">It was given up; the old map is as it was.</exception>
    public MapUpdateResult Commit()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var result = _map.Replace(_changes, key => WarnOfDuplicate(StoredText.UpToNul(key).Span));
        Dispose();
        return result;
    }

    /// <summary>Closes the map. Without <see cref="Commit"/> it is as it was.</summary>
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
