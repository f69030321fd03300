using System.Buffers;
using System.IO.Hashing;
using MapKit.Platform;

namespace MapKit.Maps.Replacement;

/// <summary>
/// Names of the files in which maps are built: hidden, beside the map, and distinct from other names. For a map whose name leaves
/// no room for more, the name begins with a part of it and with a checksum of the rest.
/// </summary>
internal static class TemporaryName
{
    private const string Mark = ".mapkit-";
    private const int RandomBytes = 8;
    private const int LongestName = 255;
    private const int Added = 1 + 8 + (2 * RandomBytes);
    private const int ChecksumLength = 16;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<byte> DigitBytes = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>A name such as <c>.transport.db.mapkit-0123456789abcdef</c>.</summary>
    /// <param name="map">File name of the map.</param>
    public static string New(string map)
    {
        Span<byte> random = stackalloc byte[RandomBytes];

        // A predictable name is harmless, because the file is created exclusively; a better generator would load OpenSSL.
        Random.Shared.NextBytes(random);
        return $".{Shortened(map)}{Mark}{Convert.ToHexStringLower(random)}";
    }

    /// <summary>Whether a file name is one of a map's.</summary>
    /// <param name="name">The file name.</param>
    /// <param name="map">File name of the map.</param>
    public static bool Is(ReadOnlySpan<char> name, string map)
    {
        map = Shortened(map);
        var head = 1 + map.Length;
        return name.Length == head + Mark.Length + (2 * RandomBytes)
            && name[0] == '.'
            && name[1..head].SequenceEqual(map)
            && name[head..].StartsWith(Mark)
            && !name[(head + Mark.Length)..].ContainsAnyExcept(Digits);
    }

    /// <summary>A quick check whether a file name, as bytes, may belong to a map.</summary>
    public static bool MayBe(ReadOnlySpan<byte> name) =>
        name.Length > Added && name[0] == (byte)'.' && name[^(Added - 1)..].StartsWith(".mapkit-"u8) && !name[^(2 * RandomBytes)..].ContainsAnyExcept(DigitBytes);

    private static string Shortened(string map)
    {
        if (map.Length * 3 <= LongestName - Added) return map;
        var bytes = LosslessText.ToBytes(map);
        if (bytes.Length <= LongestName - Added) return map;
        var checksum = Convert.ToHexStringLower(XxHash64.Hash(bytes));
        return LosslessText.FromBytes(bytes.AsSpan(0, LongestName - Added - ChecksumLength - 1)) + "~" + checksum;
    }
}
