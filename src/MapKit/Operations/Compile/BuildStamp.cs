using System.Buffers.Binary;

namespace MapKit.Operations.Compile;

/// <summary>
/// The build information of a map, stored as an attribute of its file: with it compile detects that nothing changed without building the
/// map again. It is valid only while source and map are byte for byte the same.
/// </summary>
/// <param name="Recipe">Digest of all other inputs (<see cref="BuildRecipe"/>).</param>
/// <param name="SourceLength">Bytes of the source.</param>
/// <param name="Source">Digest of the source.</param>
/// <param name="Map">Digest of the map.</param>
/// <param name="Records">Records in the map.</param>
internal readonly record struct BuildStamp(UInt128 Recipe, long SourceLength, UInt128 Source, UInt128 Map, int Records)
{
    private const int SourceLengthOffset = 16;
    private const int SourceOffset = 24;
    private const int MapOffset = 40;
    private const int RecordsOffset = 56;
    private const int Length = 60;

    /// <summary>Reads a stamp.</summary>
    /// <returns>Null if it is none.</returns>
    public static BuildStamp? From(ReadOnlySpan<byte> bytes) => bytes.Length != Length
        ? null
        : new BuildStamp(
            BinaryPrimitives.ReadUInt128LittleEndian(bytes),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[SourceLengthOffset..]),
            BinaryPrimitives.ReadUInt128LittleEndian(bytes[SourceOffset..]),
            BinaryPrimitives.ReadUInt128LittleEndian(bytes[MapOffset..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[RecordsOffset..]));

    /// <summary>The stored form of the stamp.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, Recipe);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(SourceLengthOffset), SourceLength);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(SourceOffset), Source);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(MapOffset), Map);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(RecordsOffset), Records);
        return bytes;
    }
}
