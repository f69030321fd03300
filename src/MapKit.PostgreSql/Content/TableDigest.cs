using System.Buffers.Binary;
using System.IO.Hashing;

namespace MapKit.PostgreSql.Content;

/// <summary>
/// A digest of the entries of a table in any order: the sum of the digests of the entries. One entry can be added or removed without
/// the others. It detects accidental changes, not crafted ones.
/// </summary>
internal struct TableDigest : IEquatable<TableDigest>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 16;

    private UInt128 _sum;

    /// <summary>Adds an entry.</summary>
    /// <param name="key">The key, folded, without a NUL.</param>
    /// <param name="value">The value, without a NUL.</param>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        // The value begins with other state for each key, so that exchanged values differ.
        _sum = unchecked(_sum + XxHash128.HashToUInt128(value, (long)XxHash3.HashToUInt64(key)) + (XxHash128.HashToUInt128(key) * 3));
    }

    /// <summary>Adds the entries of a part.</summary>
    public void Add(TableDigest part) => _sum = unchecked(_sum + part._sum);

    /// <summary>The digest as bytes.</summary>
    public readonly byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _sum);
        return bytes;
    }

    /// <summary>The digest of bytes; null if they are none.</summary>
    public static TableDigest? FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length ? new TableDigest { _sum = BinaryPrimitives.ReadUInt128BigEndian(bytes) } : null;

    /// <inheritdoc/>
    public readonly bool Equals(TableDigest other) => _sum == other._sum;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is TableDigest other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _sum.GetHashCode();

    /// <summary>In hexadecimal digits.</summary>
    public override readonly string ToString() => Convert.ToHexStringLower(ToBytes());
}
