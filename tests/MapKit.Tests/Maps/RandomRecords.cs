using MapKit.Maps;

namespace MapKit.Tests.Maps;

/// <summary>
/// Random keys and values whose lengths crowd around every border of a format (docs/formats/berkeley-db.md#overflow-chains,
/// docs/formats/berkeley-db-hash.md#items, docs/formats/berkeley-db-btree.md#overflow-threshold and docs/formats/writers.md#lmdb).
/// </summary>
internal sealed class RandomRecords
{
    private const int BerkeleyDbHeader = 26;
    private const int LmdbHeader = 16;
    private const int LmdbNode = 8;
    private const int LmdbLargestNode = 2038;
    private const int BytesPerSet = 4 << 20;

    private readonly Random _random;
    private readonly int _pageSize;
    private readonly int _shortestKey;
    private readonly int _longestKey;
    private readonly int _alphabet;
    private readonly bool _longKeys;
    private readonly int[] _borders;
    private int _bytesLeft = BytesPerSet;

    public RandomRecords(Random random, MapType type, int pageSize)
    {
        _random = random;
        _pageSize = pageSize;
        _shortestKey = type == MapType.Lmdb ? 1 : 0;
        _longestKey = type == MapType.Lmdb ? 511 : int.MaxValue;

        // Few letters: keys are the beginnings of others. One letter: they differ in their lengths alone.
        _alphabet = random.Next(6) switch { 0 => 1, 1 => 2, 2 => 26, _ => 256 };
        _longKeys = random.Next(4) == 0;
        var room = pageSize - BerkeleyDbHeader;
        _borders = type == MapType.Lmdb
            ? [LmdbLargestNode, LmdbLargestNode - LmdbNode, pageSize - LmdbHeader, (2 * pageSize) - LmdbHeader, (3 * pageSize) - LmdbHeader, 255, 511]
            : [pageSize / 4, room / 4, room / 2, room, 2 * room, 3 * room, room / 8, 255];
    }

    /// <summary>Number of records of a set: small as a rule, seldom tens of thousands.</summary>
    public static int Count(Random random) => random.Next(1000) switch
    {
        < 30 => 0,
        < 400 => random.Next(1, 9),
        < 870 => random.Next(9, 61),
        < 991 => random.Next(61, 401),
        < 999 => random.Next(401, 5001),
        _ => random.Next(5001, 50_001),
    };

    public byte[] Key()
    {
        var length = !_longKeys || _random.Next(3) != 0 ? _random.Next(_alphabet == 1 ? 200 : 14) : Length(0);
        return Bytes(Math.Clamp(length, _shortestKey, _longestKey));
    }

    public byte[] Value(int keyLength) => Bytes(_random.Next(3) != 0 ? _random.Next(40) : Length(_random.Next(2) == 0 ? keyLength : 0));

    private int Length(int taken) => _random.Next(10) switch
    {
        < 2 => _random.Next(200),
        < 7 => Math.Max(0, _borders[_random.Next(_borders.Length)] - taken + _random.Next(-13, 14)),
        < 9 => _random.Next(_pageSize),
        _ => _random.Next(_pageSize * 6),
    };

    private byte[] Bytes(int length)
    {
        // A set stays within its share of memory and time: in large ones, what comes late is short.
        if (length > _bytesLeft) length = Math.Min(length, 12);
        _bytesLeft -= length;
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        if (_alphabet == 256) return bytes;
        for (var i = 0; i < length; i++) bytes[i] = (byte)('a' + (bytes[i] % _alphabet));
        return bytes;
    }
}
