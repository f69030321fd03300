using System.Buffers.Binary;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The btree of Berkeley DB 1.85: Postfix's <c>btree:</c> on BSD systems and macOS.</summary>
internal sealed class Btree185Engine : BerkeleyDb185Engine
{
    /// <inheritdoc/>
    public override MapType Type => MapType.Btree185;

    /// <inheritdoc/>
    public override string Name => "btree185";

    /// <inheritdoc/>
    public override MapType WrittenAs => MapType.Btree;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, long length) => start.Length >= sizeof(uint)
        && (BinaryPrimitives.ReadUInt32BigEndian(start) == Btree185MetaPage.Magic || BinaryPrimitives.ReadUInt32LittleEndian(start) == Btree185MetaPage.Magic);

    /// <inheritdoc/>
    protected override IMapReader Open(MapBytes bytes) => Btree185Reader.Open(bytes);

    /// <inheritdoc/>
    protected override void Verify(MapBytes bytes, ProblemList problems) => Btree185Check.Run(bytes, problems);
}
