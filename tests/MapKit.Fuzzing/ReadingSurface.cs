using System.Text;
using MapKit.Maps;
using MapKit.Operations.Verify;

namespace MapKit.Fuzzing;

/// <summary>
/// Everything that can be asked of a map file, asked of one file of any content. It answers with records or with
/// <see cref="MapFormatException"/>; anything else escapes from here, and so does a promise that was not kept: as much memory
/// as the size of the file allows, and what verification calls sound is read whole.
/// </summary>
internal sealed class ReadingSurface
{
    // The list of problems is long but ends (MapVerification.ProblemLimit), and each of its exceptions costs some kilobytes.
    private const long FixedMemory = 8 << 20;
    private const long MemoryPerByte = 200;
    private const int KeysLookedUp = 4;
    private const int DatabasesRead = 8;

    private readonly string _path;
    private readonly long _length;
    private readonly HashSet<(string Key, string Value)> _read = [];
    private MapType? _type;
    private bool _isSound;
    private long _records;
    private string? _refusal;

    private ReadingSurface(string path)
    {
        _path = path;
        _length = new FileInfo(path).Length;
    }

    /// <summary>Asks everything.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BrokenPromiseException">What must not happen did.</exception>
    public static ReadingOutcome Walk(string path) => new ReadingSurface(path).Walk();

    private ReadingOutcome Walk()
    {
        Bounded("verification", Verify);
        IReadOnlyList<ReadOnlyMemory<byte>> names = [];
        Bounded("the list of databases", () => names = MapFile.DatabasesIn(_path));
        if (names.Count == 0) Read(null);
        foreach (var name in names.Take(DatabasesRead)) Read(Encoding.UTF8.GetString(name.Span));
        long salvaged = 0;
        Bounded("salvage", () => salvaged = Salvage());
        return new ReadingOutcome(_type, _isSound, _records, _refusal, salvaged);
    }

    private void Verify()
    {
        var verification = VerifyOperation.Run(_path, new VerifyOptions()).Structure;
        _type = verification.Type;
        _isSound = verification.IsSound;
    }

    private void Read(string? database)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        var refusal = Bounded("reading", () => CountBytes(database)) ?? Bounded("statistics", () => Count(database)) ?? Refused(() =>
        {
            using var map = MapFile.Open(_path, database);
            foreach (var (key, value) in map.Records)
            {
                _records++;
                _read.Add((Text(key), Text(value)));
                first.TryAdd(Text(key), Text(value));
            }
        });
        _refusal ??= refusal;
        if (refusal is not null && _isSound) throw new BrokenPromiseException($"called sound, but: {refusal}");
        LookUp(database, first);
    }

    private void LookUp(string? database, Dictionary<string, string> first)
    {
        var refusal = Refused(() =>
        {
            using var map = MapFile.Open(_path, database);
            foreach (var (key, value) in _isSound ? first : first.Take(KeysLookedUp))
            {
                var refusal = Refused(() =>
                {
                    if (!map.TryGet(Encoding.Latin1.GetBytes(key), out var found)) Disagree($"key \"{key}\" is read but not found");
                    else if (Text(found) != value) Disagree($"key \"{key}\" has another value where it is looked up");
                });
                if (refusal is not null) Disagree($"key \"{key}\": {refusal}");
            }

            if (map.TryGet("no such key"u8, out _) && !first.ContainsKey("no such key")) Disagree("a key is found that is not read");
        });
        if (refusal is not null) Disagree(refusal);
    }

    private long Salvage()
    {
        var records = 0L;
        Refused(() =>
        {
            using var salvage = MapSalvage.Open(_path);
            foreach (var (key, value) in salvage.Records)
            {
                records++;
                _read.Remove((Text(key), Text(value)));
            }
        });
        if (_isSound && _read.Count > 0) throw new BrokenPromiseException($"called sound, but {_read.Count} records are not salvaged");
        return records;
    }

    private void Count(string? database)
    {
        using var map = MapFile.Open(_path, database);
        MapStructure.Measure(map);
    }

    private void Disagree(string what)
    {
        if (_isSound) throw new BrokenPromiseException($"called sound, but: {what}");
    }

    // Every byte of the file belongs to one key or value at most, but for keys that several values share.
    private void CountBytes(string? database)
    {
        using var map = MapFile.Open(_path, database);
        var (records, bytes) = (0L, 0L);
        ReadOnlyMemory<byte> last = default;
        foreach (var (key, value) in map.Records)
        {
            records++;
            bytes += value.Length + (key.Equals(last) ? 0 : key.Length);
            last = key;
            if (records > _length || bytes > _length)
                throw new BrokenPromiseException($"{records} records of {bytes} bytes from a file of {_length} bytes");
        }
    }

    /// <returns>What was wrong with the file, or null.</returns>
    private string? Bounded(string step, Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Refused(action);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= FixedMemory + (MemoryPerByte * _length)
            ? refusal
            : throw new BrokenPromiseException($"{step} allocated {allocated} bytes for a file of {_length}");
    }

    /// <returns>What was wrong with the file, or null.</returns>
    private static string? Refused(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (MapFormatException damage)
        {
            return damage.Message;
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
