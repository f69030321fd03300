using System.IO.Hashing;
using MapKit.Maps.Paging;

namespace MapKit.Maps;

/// <summary>
/// Reads every record of a damaged map that can still be read: those that the file's structure references, and
/// those found by reading every page. If the file's header is lost, page size and type are guessed.
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

    /// <summary>The parts that could not be read in the last enumeration of <see cref="Records"/>; at most <see cref="MapVerification.ProblemLimit"/>.</summary>
    public IReadOnlyList<MapProblem> Losses => _losses.Problems;

    /// <summary>Number of losses, including those not listed.</summary>
    public long LossCount => _losses.Count;

    /// <summary>The records, each once: key and value exactly as stored. An enumeration takes time and memory in proportion to the file.</summary>
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
    /// <exception cref="MapFormatException">No part of it is recognisable as a map.</exception>
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

    /// <summary>The salvage of an open file, which is not disposed.</summary>
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
            // A file of a format without a magic number may begin with the magic number of another format.
            if (recognised is not null && engine.FileFormat != recognised.FileFormat && engine.HasMark) continue;
            if (engine.Salvage(bytes) is { } salvage) return salvage;
        }

        throw new MapFormatException(bytes.Path, "nothing in the file looks like a part of a map");
    }

    /// <summary>The engine according to the header of a file, or null if it must be derived from the pages.</summary>
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
