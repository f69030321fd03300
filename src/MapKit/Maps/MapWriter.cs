using MapKit.Maps.Replacement;
using MapKit.Records;

namespace MapKit.Maps;

/// <summary>
/// Writes a map from stored bytes, in any order. Nothing is written before <see cref="Complete"/>; until then the records
/// are kept in memory and the old map stays.
/// </summary>
public sealed class MapWriter
{
    private readonly string _path;
    private readonly MapEngine _engine;
    private readonly RecordSet _records;

    /// <summary>Creates a writer.</summary>
    /// <param name="path">The map file.</param>
    /// <param name="type">Its type.</param>
    /// <param name="duplicates">What a repeated key does; <see cref="DuplicatePolicy.KeepAll"/> only for cdb.</param>
    public MapWriter(string path, MapType type, DuplicatePolicy duplicates = DuplicatePolicy.First)
    {
        _path = path;
        _engine = MapEngines.ForWriting(type);
        if (duplicates == DuplicatePolicy.KeepAll && !_engine.HoldsDuplicates)
            throw new ArgumentException($"{_engine.Name} maps cannot hold several records of a key", nameof(duplicates));
        _records = new RecordSet(duplicates);
    }

    /// <summary>Adds a record.</summary>
    /// <param name="key">The key exactly as it is to be stored: folded, with its trailing NUL if there is to be one.</param>
    /// <param name="value">The value exactly as it is to be stored.</param>
    /// <returns>Whether the key was new.</returns>
    /// <exception cref="MapLimitException">The key is longer than the type can hold, or empty where it cannot be.</exception>
    public bool Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.Length > _engine.MaximumKeyLength)
            throw new MapLimitException($"{_path}: a key of {key.Length} bytes; {_engine.Name} holds at most {_engine.MaximumKeyLength}");
        if (key.Length < _engine.MinimumKeyLength) throw new MapLimitException($"{_path}: {_engine.Name} cannot hold an empty key");
        return _records.Add(key, value) < 0;
    }

    /// <summary>Writes the map and puts it in place. The old map, if any, is replaced at once and whole.</summary>
    /// <exception cref="IOException">It cannot be written; the old map is as it was.</exception>
    public void Complete()
    {
        using var output = MapReplacement.Begin(new ReplacementRequest { Path = _path, HeaderLength = _engine.HeaderLength, Lock = _engine.Lock });
        _engine.Write(_records.AsStored(withNul: false), output);
        output.Commit();
    }
}
