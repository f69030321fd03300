using System.Text;
using MapKit.Maps.Paging;
using MapKit.Maps.Replacement;
using MapKit.Records;

namespace MapKit.Maps;

/// <summary>
/// Writes a map, from records in any order. <see cref="Add(string, string)"/> takes text and stores it as postmap does: the key
/// folded, key and value with the NULs of the map type. <see cref="AddStored"/> takes the bytes to store. Nothing
/// is written before <see cref="Complete"/>; until then the records are kept in memory and the old map is unchanged.
/// </summary>
public sealed class MapWriter
{
    private readonly string _path;
    private readonly Stream? _output;
    private readonly MapEngine _engine;
    private readonly RecordSet _records;
    private readonly KeyFolder _folder;
    private readonly bool _withNul;
    private byte[] _key = new byte[256];
    private byte[] _value = new byte[256];

    /// <summary>Creates a writer.</summary>
    /// <param name="path">The map file.</param>
    /// <param name="type">Its type.</param>
    /// <param name="duplicates">What to do with a duplicate key; <see cref="DuplicatePolicy.KeepAll"/> only if <see cref="MapTypes.HoldsDuplicates"/>.</param>
    /// <param name="folding">How the keys of <see cref="Add(string, string)"/> are folded.</param>
    /// <param name="nul">Whether keys and values of <see cref="Add(string, string)"/> end in a NUL.</param>
    public MapWriter(
        string path,
        MapType type,
        DuplicatePolicy duplicates = DuplicatePolicy.First,
        KeyFolding folding = KeyFolding.Unicode,
        NulConvention nul = NulConvention.TypeDefault)
        : this(path, null, type, duplicates, folding, nul)
    {
    }

    /// <summary>Creates a writer that gives the complete map to a stream.</summary>
    /// <param name="output">Takes the bytes of the map; not disposed.</param>
    /// <param name="type">As above.</param>
    public MapWriter(Stream output, MapType type)
        : this(MapFile.StreamName, output ?? throw new ArgumentNullException(nameof(output)), type, DuplicatePolicy.First, KeyFolding.Unicode, NulConvention.TypeDefault)
    {
    }

    private MapWriter(string path, Stream? output, MapType type, DuplicatePolicy duplicates, KeyFolding folding, NulConvention nul)
    {
        _path = path;
        _output = output;
        _engine = MapEngines.ForWriting(type);
        if (duplicates.KeepsAll() && !_engine.HoldsDuplicates)
            throw new ArgumentException($"{_engine.Name} maps cannot hold several records of a key", nameof(duplicates));
        _records = new RecordSet(duplicates);
        _folder = new KeyFolder(folding);
        _withNul = _engine.WithNul(nul);
    }

    /// <summary>Adds a record.</summary>
    /// <param name="key">The text of the key. It is encoded in UTF-8 and folded.</param>
    /// <param name="value">The text of the value. It is encoded in UTF-8.</param>
    /// <returns>Whether the key was new.</returns>
    /// <exception cref="ArgumentException">Key or value contains a NUL, at which Postfix would end it.</exception>
    /// <exception cref="MapLimitException">The key is too long for the type, or empty if that is not allowed.</exception>
    public bool Add(string key, string value) => Add(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a record.</summary>
    /// <param name="key">The text of the key, in UTF-8. It is folded.</param>
    /// <param name="value">The text of the value.</param>
    /// <returns>Whether the key was new.</returns>
    /// <exception cref="ArgumentException">Key or value contains a NUL, at which Postfix would end it.</exception>
    /// <exception cref="MapLimitException">The key is too long for the type, or empty if that is not allowed.</exception>
    public bool Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.Contains((byte)0)) throw new ArgumentException("the text of a key has no NUL; AddStored takes stored bytes", nameof(key));
        if (value.Contains((byte)0)) throw new ArgumentException("the text of a value has no NUL; AddStored takes stored bytes", nameof(value));
        return AddStored(Stored(_folder.Fold(key), ref _key), Stored(value, ref _value));
    }

    /// <summary>Adds a record as bytes that are stored unchanged.</summary>
    /// <param name="key">The key exactly as stored: folded, with its trailing NUL if required.</param>
    /// <param name="value">The value exactly as it is to be stored.</param>
    /// <returns>Whether the key was new.</returns>
    /// <exception cref="MapLimitException">The key is too long for the type, or empty if that is not allowed.</exception>
    public bool AddStored(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.Length > _engine.MaximumKeyLength)
            throw new MapLimitException($"{_path}: a key of {key.Length} bytes; {_engine.Name} holds at most {_engine.MaximumKeyLength}");
        if (key.Length < _engine.MinimumKeyLength) throw new MapLimitException($"{_path}: {_engine.Name} cannot hold an empty key");
        return _records.Add(key, value) < 0;
    }

    /// <summary>Writes the map and puts it in place. An old map is replaced atomically.</summary>
    /// <exception cref="IOException">It cannot be written, or the existing file is not a map; it is unchanged.</exception>
    public void Complete()
    {
        if (_output is not null)
        {
            var map = new MemoryMap(_engine.HeaderLength);
            _engine.Write(_records.AsStored(withNul: false), map);
            map.CopyTo(_output);
            return;
        }

        using var output = MapReplacement.Begin(new ReplacementRequest { Path = _path, HeaderLength = _engine.HeaderLength, Lock = _engine.Lock, ReplacesOnlyMaps = true });
        _engine.Write(_records.AsStored(withNul: false), output);
        output.Commit();
    }

    private ReadOnlySpan<byte> Stored(ReadOnlySpan<byte> text, ref byte[] buffer)
    {
        if (!_withNul) return text;
        if (buffer.Length <= text.Length) buffer = new byte[checked((text.Length + 1) * 2)];
        text.CopyTo(buffer);
        buffer[text.Length] = 0;
        return buffer.AsSpan(0, text.Length + 1);
    }
}
