using System.IO.Hashing;
using MapKit.Maps.Paging;

namespace MapKit.Maps;

/// <summary>
/// Gets out of a damaged map every record that can still be reached: those to which the file's own structure leads, and
/// those found by looking at every page. Also where the file's header is lost; then page size and type are guessed.
/// </summary>
internal sealed class MapSalvage : IDisposable
{
    private readonly MapBytes _bytes;
    private readonly bool _ownsBytes;
    private readonly ISalvage _salvage;
    private ProblemList _losses = new();

    private MapSalvage(MapBytes bytes, bool ownsBytes)
    {
        _bytes = bytes;
        _ownsBytes = ownsBytes;
        bytes.SkipUnreadable();
        _salvage = SalvageOf(bytes);
    }

    /// <summary>The type of the map, from its header or guessed.</summary>
    public MapType Type => _salvage.Type;

    /// <summary>What could not be read, as the last walk over <see cref="Records"/> found it; at most <see cref="MapVerification.ProblemLimit"/>.</summary>
    public IReadOnlyList<MapProblem> Losses => _losses.Problems;

    /// <summary>Number of losses, also of those not listed.</summary>
    public long LossCount => _losses.Count;

    /// <summary>The records, each once: key and value exactly as stored. A walk takes time and memory in proportion to the file.</summary>
    public IEnumerable<MapRecord> Records
    {
        get
        {
            _losses = new ProblemList();
            var seen = new HashSet<UInt128>();
            foreach (var record in _salvage.Read(_losses))
            {
                if (seen.Add(Digest(record))) yield return record;
            }

            foreach (var (offset, reason) in _bytes.Unreadable)
                _losses.Add(new MapFormatException(_bytes.Path, $"the block of {MapBytes.BlockLength} bytes cannot be read: {reason}", offset: offset));
        }
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MapFormatException">Nothing in it looks like a part of a map.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static MapSalvage Open(string path)
    {
        var bytes = MapFile.OpenBytes(path);
        try
        {
            return new MapSalvage(bytes, ownsBytes: true);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>The salvage of an open file, which stays the caller's.</summary>
    internal static MapSalvage Create(MapBytes bytes) => new(bytes, ownsBytes: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsBytes) _bytes.Dispose();
    }

    private static ISalvage SalvageOf(MapBytes bytes)
    {
        var recognised = EngineOf(bytes);
        foreach (var engine in MapEngines.Readable.DistinctBy(engine => engine.FileFormat))
        {
            // A format without a mark may be in a file that another one's mark seems to begin.
            if (recognised is not null && engine.FileFormat != recognised.FileFormat && engine.HasMark) continue;
            if (engine.Salvage(bytes) is { } salvage) return salvage;
        }

        throw new MapFormatException(bytes.Path, "nothing in the file looks like a part of a map");
    }

    /// <summary>The engine that the header of a file tells, or null if only its pages can.</summary>
    private static MapEngine? EngineOf(MapBytes bytes)
    {
        try
        {
            return MapFile.Recognise(bytes);
        }
        catch (MapFormatException)
        {
            return null;
        }
    }

    private static UInt128 Digest(in MapRecord record)
    {
        var hash = new XxHash128();
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, record.Key.Length);
        hash.Append(length);
        hash.Append(record.Key.Span);
        hash.Append(record.Value.Span);
        return hash.GetCurrentHashAsUInt128();
    }
}
