using System.Buffers.Binary;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The hash of Berkeley DB 1.85: Postfix's <c>hash:</c> on BSD systems and macOS.</summary>
internal sealed class Hash185Engine : BerkeleyDb185Engine
{
    /// <inheritdoc/>
    public override MapType Type => MapType.Hash185;

    /// <inheritdoc/>
    public override string Name => "hash185";

    /// <inheritdoc/>
    public override MapType WrittenAs => MapType.Hash;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, long length) =>
        start.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(start) == Hash185Header.Magic;

    /// <inheritdoc/>
    protected override IMapReader Open(MapBytes bytes) => Hash185Reader.Open(bytes);

    /// <inheritdoc/>
    protected override void Verify(MapBytes bytes, ProblemList problems) => Hash185Check.Run(bytes, problems);
}
