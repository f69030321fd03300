using MapKit.Maps.Paging;
using MapKit.Platform.Locks;
using MapKit.Records;

namespace MapKit.Maps.Lmdb;

/// <summary>Postfix's <c>lmdb:</c>: an LMDB environment in one file.</summary>
internal sealed class LmdbEngine : MapEngine
{
    /// <summary>Longest key of the library in its default build (docs/formats/lmdb.md#limits).</summary>
    public const int LongestKey = 511;

    private LmdbBehaviour? _postfix;

    /// <inheritdoc/>
    public override MapType Type => MapType.Lmdb;

    /// <inheritdoc/>
    public override string Name => "lmdb";

    /// <inheritdoc/>
    public override string Suffix => ".lmdb";

    /// <inheritdoc/>
    public override string FileFormat => "LMDB";

    /// <inheritdoc/>
    public override bool StoresNul => true;

    /// <inheritdoc/>
    public override int MinimumKeyLength => 1;

    /// <inheritdoc/>
    public override int MaximumKeyLength => LongestKey;

    /// <inheritdoc/>
    public override int HeaderLength => LmdbWriter.HeaderLength;

    /// <inheritdoc/>
    public override MapLock Lock => MapLock.Fcntl;

    /// <inheritdoc/>
    public override PostfixBehaviour Postfix => _postfix ??= new LmdbBehaviour(Suffix);

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, long length) => LmdbFile.Recognise(start);

    /// <inheritdoc/>
    public override IMapReader Open(MapBytes bytes, string? database) => LmdbFile.Open(bytes, database);

    /// <inheritdoc/>
    public override IMapReader OpenAsPostfix(MapBytes bytes) => LmdbFile.OpenWithNames(bytes);

    /// <inheritdoc/>
    public override IReadOnlyList<ReadOnlyMemory<byte>> DatabasesIn(MapBytes bytes) => LmdbFile.DatabasesIn(bytes);

    /// <inheritdoc/>
    public override void Write(MapRecords records, IMapOutput output) => new LmdbWriter(records).Write(output);

    /// <inheritdoc/>
    public override CheckedMap Verify(MapBytes bytes, ProblemList problems, string? database)
    {
        var names = LmdbCheck.Run(bytes, problems, database);
        return new CheckedMap(Type) { Databases = problems.Count == 0 && database is null ? names : [] };
    }

    /// <inheritdoc/>
    public override ISalvage? Salvage(MapBytes bytes) => LmdbSalvage.TryCreate(bytes);

    /// <inheritdoc/>
    public override string ProbableWriter(string program) => $"mdb_load, another program without NULs, or {program} -n";
}
