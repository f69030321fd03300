using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Reads hash files of Berkeley DB 1.85 (docs/formats/berkeley-db-185.md#hash).</summary>
internal sealed class Hash185Reader : BerkeleyDb185Reader
{
    private readonly Hash185File _file;

    private Hash185Reader(Hash185File file)
        : base(file.Pages, MapType.Hash185, $"Berkeley DB 1.85 hash, version {file.Header.Version}", depth: 0, file.Header.LastBucket + 1L) => _file = file;

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records => Scan();

    /// <summary>Opens a file. The reader disposes of the bytes; where this throws, the caller does.</summary>
    /// <exception cref="MapFormatException">The header is damaged, or of a version that is not read.</exception>
    public static Hash185Reader Open(MapBytes bytes)
    {
        var file = new Hash185File(bytes, Hash185Header.Read(bytes));
        if (file.Pages.LengthProblem is { } problem) throw problem;
        return new Hash185Reader(file);
    }

    /// <inheritdoc/>
    public override bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var first = _file.ReadBucket(_file.Header.BucketOf(Hash185Function.Hash(key)), PageAccess.Lookup);
        for (var pairs = new Hash185Pairs(_file, first, PageAccess.Lookup, met: null); pairs.MoveNext();)
        {
            if (pairs.IsBig)
            {
                if (pairs.PassBig(key, out value)) return true;
            }
            else if (pairs.Key.Span.SequenceEqual(key))
            {
                value = pairs.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public override MapStructure Structure() => Hash185Structure.Measure(_file);

    private IEnumerable<MapRecord> Scan()
    {
        var met = new NumberSet(_file.Pages.PageCount);
        for (var bucket = 0L; bucket <= _file.Header.LastBucket; bucket++)
        {
            var first = _file.ReadBucket((uint)bucket, PageAccess.Walk);
            if (!met.Add(first.Number)) throw first.Damage(0, $"the first page of bucket {bucket} also belongs to another bucket");
            for (var pairs = new Hash185Pairs(_file, first, PageAccess.Walk, met); pairs.MoveNext();)
                yield return pairs.IsBig ? pairs.ReadBig() : new MapRecord(pairs.Key, pairs.Value);
        }
    }
}
