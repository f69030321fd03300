using MapKit.Platform;

namespace MapKit.Operations.CrossCheck;

/// <summary>Compares two files byte by byte.</summary>
internal static class CrossCheckBytes
{
    private const int BlockLength = 1 << 16;

    /// <summary>Where two files differ first, or null if they do not.</summary>
    /// <param name="left">A file.</param>
    /// <param name="right">Another.</param>
    public static long? FirstDifference(string left, string right)
    {
        using var first = UnlockedFile.Open(left);
        using var second = UnlockedFile.Open(right);
        byte[] firstBlock = new byte[BlockLength], secondBlock = new byte[BlockLength];
        for (long at = 0; ; at += BlockLength)
        {
            var ours = Read(first, firstBlock, at);
            var theirs = Read(second, secondBlock, at);
            var same = ours.CommonPrefixLength(theirs);
            if (same < ours.Length || same < theirs.Length) return at + same;
            if (same < BlockLength) return null;
        }
    }

    private static ReadOnlySpan<byte> Read(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] block, long at)
    {
        var read = 0;
        while (read < block.Length && RandomAccess.Read(file, block.AsSpan(read), at + read) is var count and > 0) read += count;
        return block.AsSpan(0, read);
    }
}
