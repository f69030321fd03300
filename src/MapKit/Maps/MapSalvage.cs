using System.IO.Hashing;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;

namespace MapKit.Maps;

/// <summary>
/// Gets out of a damaged map every record that can still be reached: those to which the file's own structure leads, and
/// those found by looking at every page. Also where the file's header is lost; then page size and type are guessed.
/// </summary>
public sealed class MapSalvage : IDisposable
{
    private readonly MapBytes _bytes;
    private readonly bool _ownsBytes;
    private readonly Func<ProblemList, IEnumerable<MapRecord>> _read;
    private ProblemList _losses = new();

    private MapSalvage(MapBytes bytes, bool ownsBytes)
    {
        _bytes = bytes;
        _ownsBytes = ownsBytes;
        Type = TypeOf(bytes, out _read);
    }

    /// <summary>The type of the map, told by its header, or guessed.</summary>
    public MapType Type { get; }

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
            foreach (var record in _read(_losses))
            {
                if (seen.Add(Digest(record))) yield return record;
            }
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
    internal static MapSalvage Of(MapBytes bytes) => new(bytes, ownsBytes: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsBytes) _bytes.Dispose();
    }

    private static MapType TypeOf(MapBytes bytes, out Func<ProblemList, IEnumerable<MapRecord>> read)
    {
        var told = TypeByHeader(bytes);
        if ((told is null or MapType.Hash or MapType.Btree) && FileSalvage.TryCreate(bytes) is { } file)
        {
            read = file.Read;
            return file.Type;
        }

        if ((told is null or MapType.Lmdb) && LmdbSalvage.TryCreate(bytes) is { } lmdb)
        {
            read = lmdb.Read;
            return MapType.Lmdb;
        }

        if (CdbSalvage.TryCreate(bytes) is { } cdb)
        {
            read = cdb.Read;
            return MapType.Cdb;
        }

        throw new MapFormatException(bytes.Path, "nothing in the file looks like a part of a map");
    }

    private static MapType? TypeByHeader(MapBytes bytes)
    {
        try
        {
            return MapFile.Recognise(bytes);
        }
        catch (MapFormatException)
        {
            // Then the pages must tell.
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
