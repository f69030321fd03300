using MapKit.Maps.BerkeleyDb;
using MapKit.Maps.Paging;
using MapKit.Platform.Locks;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The common part of the two access methods of Berkeley DB 1.85. Their maps are only read; their replacements are written in the later version.</summary>
internal abstract class BerkeleyDb185Engine : MapEngine
{
    private BerkeleyDbBehaviour? _postfix;

    /// <inheritdoc/>
    public override string Suffix => ".db";

    /// <inheritdoc/>
    public override string FileFormat => "Berkeley DB 1.85";

    /// <inheritdoc/>
    public override bool NeedsBerkeleyDb => true;

    /// <inheritdoc/>
    public override bool StoresNul => true;

    /// <inheritdoc/>
    public override int HeaderLength => 0;

    /// <inheritdoc/>
    public override MapLock Lock => MapLock.Flock;

    /// <inheritdoc/>
    public override PostfixBehaviour Postfix => _postfix ??= new BerkeleyDbBehaviour(Type, Suffix);

    /// <inheritdoc/>
    public override IMapReader Open(MapBytes bytes, string? database) =>
        database is null ? Open(bytes) : throw DatabaseNames.HasNone(bytes.Path, database);

    /// <inheritdoc/>
    public override CheckedMap Verify(MapBytes bytes, ProblemList problems, string? database)
    {
        if (database is not null) throw DatabaseNames.HasNone(bytes.Path, database);
        Verify(bytes, problems);
        return new CheckedMap(Type);
    }

    /// <inheritdoc/>
    public override ISalvage? Salvage(MapBytes bytes) =>
        Hash185Salvage.TryCreate(bytes) is { } hash ? hash : Btree185Salvage.TryCreate(bytes);

    /// <inheritdoc/>
    public override bool IsMadeByOther(MapBytes bytes) => true;

    /// <inheritdoc/>
    public override void Write(MapRecords records, IMapOutput output) =>
        throw new NotSupportedException($"{FileFormat} maps are read, not written");

    /// <inheritdoc/>
    public override string ProbableWriter(string program) => $"makemap, another program without NULs, or {program} -n, on a BSD system or macOS";

    /// <summary>Opens a file.</summary>
    protected abstract IMapReader Open(MapBytes bytes);

    /// <summary>Checks a file.</summary>
    protected abstract void Verify(MapBytes bytes, ProblemList problems);
}
