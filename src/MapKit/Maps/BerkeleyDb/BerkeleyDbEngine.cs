using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;
using MapKit.Platform.Locks;

namespace MapKit.Maps.BerkeleyDb;

/// <summary>The common part of the two access methods of Berkeley DB.</summary>
internal abstract class BerkeleyDbEngine : MapEngine
{
    private BerkeleyDbBehaviour? _postfix;

    /// <inheritdoc/>
    public override string Suffix => ".db";

    /// <inheritdoc/>
    public override string FileFormat => "Berkeley DB";

    /// <inheritdoc/>
    public override bool NeedsBerkeleyDb => true;

    /// <inheritdoc/>
    public override bool StoresNul => true;

    /// <inheritdoc/>
    public override int HeaderLength => PageWriter.PageSize;

    /// <inheritdoc/>
    public override MapLock Lock => MapLock.Flock;

    /// <inheritdoc/>
    public override PostfixBehaviour Postfix => _postfix ??= new BerkeleyDbBehaviour(Type, Suffix);

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, long length) => BerkeleyDbFile.Recognise(start, out _) == Type;

    /// <inheritdoc/>
    public override string? RefusalOf(ReadOnlySpan<byte> start)
    {
        BerkeleyDbFile.Recognise(start, out var refusal);
        return refusal;
    }

    /// <inheritdoc/>
    public override IMapReader Open(MapBytes bytes, string? database) => BerkeleyDbFile.Open(bytes, database);

    /// <inheritdoc/>
    public override IMapReader OpenAsPostfix(MapBytes bytes) => BerkeleyDbFile.OpenUnnamed(bytes);

    /// <inheritdoc/>
    public override IReadOnlyList<ReadOnlyMemory<byte>> DatabasesIn(MapBytes bytes) => BerkeleyDbFile.DatabasesIn(bytes);

    /// <inheritdoc/>
    public override CheckedMap Verify(MapBytes bytes, ProblemList problems, string? database) =>
        new(BerkeleyDbCheck.Run(bytes, problems, database) ?? Type) { Databases = problems.Count == 0 && database is null ? BerkeleyDbFile.DatabasesIn(bytes) : [] };

    /// <inheritdoc/>
    public override ISalvage? Salvage(MapBytes bytes) => BerkeleyDbSalvage.TryCreate(bytes);

    /// <inheritdoc/>
    public override bool IsMadeByOther(MapBytes bytes) => BerkeleyDbFile.IsMadeByLibrary(bytes);

    /// <inheritdoc/>
    public override string ProbableWriter(string program) => "makemap, db_load, another program without NULs, or postmap -n";
}
