using System.Buffers.Binary;

namespace MapKit.Records.Spilling;

/// <summary>The header of a record in a run.</summary>
/// <param name="KeyLength">Bytes of the key, which follows.</param>
/// <param name="ValueLength">Bytes of the value, which follows the key.</param>
/// <param name="Line">Line of the source.</param>
/// <param name="Rank">Compared first in the order of the run (<see cref="IRunOrder.RankOf"/>).</param>
internal readonly record struct RunHeader(int KeyLength, int ValueLength, int Line, uint Rank)
{
    /// <summary>Its bytes.</summary>
    public const int Length = 16;

    private const int ValueLengthOffset = 4;
    private const int LineOffset = 8;
    private const int RankOffset = 12;

    /// <summary>Reads a header.</summary>
    public static RunHeader Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt32LittleEndian(bytes),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[ValueLengthOffset..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[LineOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[RankOffset..]));

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, KeyLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[ValueLengthOffset..], ValueLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[LineOffset..], Line);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[RankOffset..], Rank);
    }
}
