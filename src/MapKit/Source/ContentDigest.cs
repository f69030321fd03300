using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using MapKit.Concurrency;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Source;

/// <summary>
/// A digest of many bytes, built from digests of their pieces, so that a stream and a file read on all processors
/// give the same digest. It detects accidental changes, not crafted ones (XXH128).
/// </summary>
internal sealed class ContentDigest
{
    private const int PieceSize = 4 << 20;
    private const int BufferSize = 256 << 10;
    private const int DigestLength = 16;

    private readonly XxHash128 _whole = new();
    private readonly XxHash128 _piece = new();
    private int _filled;

    /// <summary>Adds the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, PieceSize - _filled)];
            _piece.Append(part);
            _filled += part.Length;
            if (_filled == PieceSize) EndPiece();
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Ends the piece, so that the next part of a file has a separate digest.</summary>
    public void EndPiece()
    {
        if (_filled == 0) return;
        Add(_piece.GetCurrentHashAsUInt128());
        _piece.Reset();
        _filled = 0;
    }

    /// <summary>Adds a part of a file as a separate part.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Offset of the first byte.</param>
    /// <param name="end">Offset after the last.</param>
    /// <returns>False if the file ends before.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public bool TryAppend(SafeFileHandle file, long start, long end)
    {
        EndPiece();
        var isWhole = true;
        OrderedWork.Run(
            Pieces(start, end),
            piece => Digest(file, piece.Start, piece.End),
            digest =>
            {
                isWhole &= digest is not null;
                Add(digest ?? default);
            });
        return isWhole;
    }

    /// <summary>The digest of what has been added.</summary>
    public UInt128 Finish()
    {
        EndPiece();
        return _whole.GetCurrentHashAsUInt128();
    }

    private void Add(UInt128 digest)
    {
        Span<byte> bytes = stackalloc byte[DigestLength];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, digest);
        _whole.Append(bytes);
    }

    private static IEnumerable<(long Start, long End)> Pieces(long start, long end)
    {
        for (; start < end; start += PieceSize) yield return (start, Math.Min(start + PieceSize, end));
    }

    private static UInt128? Digest(SafeFileHandle file, long start, long end)
    {
        var hash = new XxHash128();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (start < end)
            {
                var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(BufferSize, end - start)), start);
                if (count == 0) return null;
                hash.Append(buffer.AsSpan(0, count));
                start += count;
            }

            return hash.GetCurrentHashAsUInt128();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
