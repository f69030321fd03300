using System.Buffers.Binary;

namespace MapKit.Records.Spilling;

/// <summary>The order of the bytes of keys. The rank is their first four bytes, so that most comparisons do not read the keys.</summary>
internal sealed class KeyRunOrder : IRunOrder
{
    /// <inheritdoc/>
    public uint RankOf(ReadOnlySpan<byte> key, int line)
    {
        if (key.Length >= sizeof(uint)) return BinaryPrimitives.ReadUInt32BigEndian(key);
        Span<byte> padded = stackalloc byte[sizeof(uint)];
        padded.Clear();
        key.CopyTo(padded);
        return BinaryPrimitives.ReadUInt32BigEndian(padded);
    }

    /// <inheritdoc/>
    public int CompareAlike(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => first.SequenceCompareTo(second);

    /// <inheritdoc/>
    public int[] Sort(in StoredRecords records) => KeyOrder.Sort(records);
}
