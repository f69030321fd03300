using System.Buffers;

namespace MapKit.Maps.Replacement;

/// <summary>Names of the files in which maps are built: hidden, beside the map, and distinct from other names.</summary>
internal static class TemporaryName
{
    private const string Mark = ".mapkit-";
    private const int RandomBytes = 8;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>A name such as <c>.transport.db.mapkit-0123456789abcdef</c>.</summary>
    /// <param name="map">File name of the map.</param>
    public static string New(string map)
    {
        Span<byte> random = stackalloc byte[RandomBytes];

        // A predictable name is harmless, because the file is created exclusively; a better generator would load OpenSSL.
        Random.Shared.NextBytes(random);
        return $".{map}{Mark}{Convert.ToHexStringLower(random)}";
    }

    /// <summary>Whether a file name is one of a map's.</summary>
    /// <param name="name">The file name.</param>
    /// <param name="map">File name of the map.</param>
    public static bool Is(ReadOnlySpan<char> name, string map)
    {
        var head = 1 + map.Length;
        return name.Length == head + Mark.Length + (2 * RandomBytes)
            && name[0] == '.'
            && name[1..head].SequenceEqual(map)
            && name[head..].StartsWith(Mark)
            && !name[(head + Mark.Length)..].ContainsAnyExcept(Digits);
    }
}
