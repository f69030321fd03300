namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>
/// A hash function of Berkeley DB. A file does not name its function: it stores the function's result for a fixed text
/// (docs/formats/berkeley-db-hash.md#hash-functions).
/// </summary>
/// <param name="Number">2 to 5, as in the names <c>__ham_func2</c> to <c>__ham_func5</c>.</param>
internal readonly record struct HashFunction(int Number)
{
    private const uint Prime = 16777619;

    /// <summary>The function of version 9 files, unless their creator used a custom one.</summary>
    public static readonly HashFunction Default = new(5);

    /// <summary>The result of <see cref="Default"/> for the fixed text.</summary>
    public const uint DefaultCharacterKey = 0x5e688dd1;

    /// <summary>The function with this result for the fixed text; null for a custom one.</summary>
    public static HashFunction? Identify(uint characterKey) => characterKey switch
    {
        DefaultCharacterKey => Default,
        0x956e7de3 => new HashFunction(4),
        0x298ab2f5 => new HashFunction(3),
        0x3a588027 => new HashFunction(2),
        _ => null,
    };

    /// <summary>The hash of a key.</summary>
    public uint Hash(ReadOnlySpan<byte> key) => Number switch
    {
        2 => Function2(key),
        3 => Function3(key),
        4 => Function4(0, key),
        _ => Function5(key),
    };

    /// <summary>Function 4, continued over further bytes; also the page checksum (docs/formats/berkeley-db.md#checksums-and-encryption).</summary>
    public static uint Function4(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) hash = unchecked((hash * 33) + b);
        return hash;
    }

    /// <summary>Function 5: the default.</summary>
    public static uint Function5(ReadOnlySpan<byte> key) => Function5(0, key);

    /// <summary>
    /// Function 5 of four keys in parallel: each step depends on the step before it, and meanwhile the processor
    /// can execute the steps of the other keys.
    /// </summary>
    /// <param name="first">A key.</param>
    /// <param name="second">Another.</param>
    /// <param name="third">Another.</param>
    /// <param name="fourth">Another.</param>
    /// <param name="hashes">Takes their four hashes.</param>
    public static void Function5(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth, Span<uint> hashes)
    {
        var common = Math.Min(Math.Min(first.Length, second.Length), Math.Min(third.Length, fourth.Length));
        uint hash1 = 0, hash2 = 0, hash3 = 0, hash4 = 0;
        for (var i = 0; i < common; i++)
        {
            hash1 = unchecked(hash1 * Prime) ^ first[i];
            hash2 = unchecked(hash2 * Prime) ^ second[i];
            hash3 = unchecked(hash3 * Prime) ^ third[i];
            hash4 = unchecked(hash4 * Prime) ^ fourth[i];
        }

        hashes[0] = Function5(hash1, first[common..]);
        hashes[1] = Function5(hash2, second[common..]);
        hashes[2] = Function5(hash3, third[common..]);
        hashes[3] = Function5(hash4, fourth[common..]);
    }

    private static uint Function5(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) hash = unchecked(hash * Prime) ^ b;
        return hash;
    }

    private static uint Function2(ReadOnlySpan<byte> key)
    {
        var hash = 0u;
        foreach (var b in key) hash = unchecked((0x63c63cd9 * hash) + 0x9c39c33d + b);
        return hash;
    }

    private static uint Function3(ReadOnlySpan<byte> key)
    {
        var hash = 0u;
        foreach (var b in key) hash = unchecked((65599 * hash) + b);
        return hash;
    }
}
