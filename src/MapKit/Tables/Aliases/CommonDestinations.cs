using System.Buffers;
using MapKit.Source;
using MapKit.Tables.Addresses;

namespace MapKit.Tables.Aliases;

/// <summary>The span recogniser of lists of destinations: addresses, paths and includes in the usual characters, quoted commands and paths.</summary>
internal static class CommonDestinations
{
    private static readonly SearchValues<byte> ItemEnd = SearchValues.Create(", \t\r\n"u8);

    private static readonly SearchValues<byte> PathBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.-_+="u8);

    /// <summary>Whether every item of the list has a common shape, separated by single commas.</summary>
    public static bool Match(ReadOnlySpan<byte> value)
    {
        value = SkipWhitespace(value);
        if (ActionWord.IsOne(value)) return false;
        while (true)
        {
            var length = ItemLength(value);
            if (length == 0) return false;
            value = SkipWhitespace(value[length..]);
            if (value.IsEmpty) return true;
            if (value[0] != ',') return false;
            value = SkipWhitespace(value[1..]);
        }
    }

    /// <summary>Length of the item at the start in bytes, 0 if it has no common shape.</summary>
    private static int ItemLength(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return 0;
        if (value[0] == '"') return QuotedLength(value);
        var length = value.IndexOfAny(ItemEnd);
        if (length < 0) length = value.Length;
        var item = value[..length];
        return CommonAddress.Matches(item) || IsPath(item) || (item.StartsWith(":include:"u8) && IsPath(item[9..])) ? length : 0;
    }

    private static bool IsPath(ReadOnlySpan<byte> item) => !item.IsEmpty && item[0] == '/' && !item.ContainsAnyExcept(PathBytes);

    private static int QuotedLength(ReadOnlySpan<byte> value)
    {
        var length = value[1..].IndexOf((byte)'"') + 2;
        if (length < 4) return 0;
        var text = value[1..(length - 1)];
        if (text.Contains((byte)'\\') || (length < value.Length && !ItemEnd.Contains(value[length]))) return 0;
        return text[0] == '/' || (text[0] == '|' && !AsciiSpace.IsSpace(text[1])) ? length : 0;
    }

    private static ReadOnlySpan<byte> SkipWhitespace(ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty && AsciiSpace.IsTokenSeparator(value[0])) value = value[1..];
        return value;
    }
}
