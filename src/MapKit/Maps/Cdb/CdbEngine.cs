using MapKit.Maps.Paging;
using MapKit.Platform.Locks;
using MapKit.Records;

namespace MapKit.Maps.Cdb;

/// <summary>Postfix's <c>cdb:</c>: a constant database.</summary>
internal sealed class CdbEngine : MapEngine
{
    private CdbBehaviour? _postfix;

    /// <inheritdoc/>
    public override MapType Type => MapType.Cdb;

    /// <inheritdoc/>
    public override string Name => "cdb";

    /// <inheritdoc/>
    public override string Suffix => ".cdb";

    /// <inheritdoc/>
    public override string FileFormat => "cdb";

    /// <inheritdoc/>
    public override bool HasMark => false;

    /// <inheritdoc/>
    public override bool StoresNul => false;

    /// <inheritdoc/>
    public override bool HoldsDuplicates => true;

    /// <inheritdoc/>
    public override bool HasBytesOfPostfix => true;

    /// <inheritdoc/>
    public override int HeaderLength => CdbLayout.HeaderLength;

    /// <inheritdoc/>
    public override MapLock Lock => MapLock.FlockOfBuild;

    /// <inheritdoc/>
    public override PostfixBehaviour Postfix => _postfix ??= new CdbBehaviour(Suffix);

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, long length) => CdbFile.Recognise(start, length);

    /// <inheritdoc/>
    public override IMapReader Open(MapBytes bytes, string? database) =>
        database is null ? CdbFile.Open(bytes) : throw DatabaseNames.HasNone(bytes.Path, database);

    /// <inheritdoc/>
    public override void Write(MapRecords records, IMapOutput output) => CdbWriter.Write(records, output);

    /// <inheritdoc/>
    public override CheckedMap Verify(MapBytes bytes, ProblemList problems, string? database)
    {
        if (database is not null) throw DatabaseNames.HasNone(bytes.Path, database);
        CdbCheck.Run(bytes, problems);
        return new CheckedMap(Type);
    }

    /// <inheritdoc/>
    public override ISalvage? Salvage(MapBytes bytes) => CdbSalvage.TryCreate(bytes);

    /// <inheritdoc/>
    public override string ProbableWriter(string program) => $"{program} -N, or another program that stores NULs";
}
