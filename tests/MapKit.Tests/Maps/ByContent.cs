namespace MapKit.Tests.Maps;

/// <summary>Byte strings that are equal when their bytes are.</summary>
internal sealed class ByContent : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static ByContent Comparer { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> obj)
    {
        var hash = new HashCode();
        hash.AddBytes(obj.Span);
        return hash.ToHashCode();
    }
}
