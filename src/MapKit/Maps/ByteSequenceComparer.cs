using System.IO.Hashing;

namespace MapKit.Maps;

/// <summary>Compares bytes by content. Its hashes have a seed, so that a file cannot be made of keys that all have one.</summary>
internal sealed class ByteSequenceComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    /// <summary>The comparer.</summary>
    public static readonly ByteSequenceComparer Instance = new();

    private static readonly long Seed = Random.Shared.NextInt64();

    /// <inheritdoc/>
    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlyMemory<byte> obj) => (int)XxHash3.HashToUInt64(obj.Span, Seed);
}
