namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The hash function of Berkeley DB 1.85 (docs/formats/berkeley-db-185.md#hash-function).</summary>
internal static class Hash185Function
{
    /// <summary>The hash of the text <c>%$sniglet^&amp;</c> with its NUL, which the header of a file contains.</summary>
    public const uint OfFixedText = 0x956E7DE3;

    private const uint Factor = 33;

    /// <summary>The hash of a key.</summary>
    public static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = 0u;
        foreach (var b in key) hash = (hash * Factor) + b;
        return hash;
    }
}
