using MapKit.Maps.Paging;

namespace MapKit.Maps.Cdb;

/// <summary>Hashes keys of any length where they stand in a file.</summary>
internal static class CdbHashFunction
{
    private const int PieceLength = 512;

    /// <summary>The hash of the key at a position, which the caller has checked to be in the file.</summary>
    public static uint At(MapBytes bytes, long position, uint length)
    {
        var hash = CdbLayout.HashStart;
        Span<byte> piece = stackalloc byte[PieceLength];
        while (length > 0)
        {
            var part = piece[..(int)Math.Min(length, PieceLength)];
            bytes.Read(position, part);
            hash = CdbLayout.Hash(hash, part);
            position += part.Length;
            length -= (uint)part.Length;
        }

        return hash;
    }
}
