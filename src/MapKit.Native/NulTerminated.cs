using System.Buffers;

namespace MapKit.Native;

/// <summary>Bytes with a trailing NUL, as C requires: in the caller's buffer if they fit, otherwise in a rented one.</summary>
internal ref struct NulTerminated
{
    /// <summary>A good size for the caller's buffer.</summary>
    public const int UsualSize = 512;

    private readonly byte[]? _rented;

    /// <summary>Copies the bytes.</summary>
    /// <param name="bytes">Without NUL.</param>
    /// <param name="buffer">The caller's buffer.</param>
    public NulTerminated(ReadOnlySpan<byte> bytes, Span<byte> buffer)
    {
        if (bytes.Length >= buffer.Length) buffer = _rented = ArrayPool<byte>.Shared.Rent(checked(bytes.Length + 1));
        bytes.CopyTo(buffer);
        buffer[bytes.Length] = 0;
        Bytes = buffer[..(bytes.Length + 1)];
    }

    /// <summary>The bytes and the NUL.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Returns a rented buffer.</summary>
    public readonly void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
    }
}
