using System.Globalization;
using System.Text;

namespace MapKit.Tables.Hosts;

/// <summary>An IP address, read and shown as the C library does (inet_pton, inet_ntop).</summary>
/// <param name="IsIpv6">Its family.</param>
/// <param name="Bits">Its 32 or 128 bits.</param>
internal readonly record struct NetworkAddress(bool IsIpv6, UInt128 Bits)
{
    private const int WordCount = 8;

    /// <summary>The address family of a text: only IPv6 has colons.</summary>
    public static bool LooksLikeIpv6(ReadOnlySpan<byte> text) => text.Contains((byte)':');

    /// <summary>Bits of an address of a family.</summary>
    public static int LengthOf(bool isIpv6) => isIpv6 ? 128 : 32;

    /// <summary>
    /// Reads an address: four decimal numbers without leading zeros, or IPv6 without a zone. .NET's parser accepts more
    /// forms, such as <c>10.1</c>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out NetworkAddress address)
    {
        var isIpv6 = LooksLikeIpv6(text);
        UInt128 bits = default;
        var valid = isIpv6 ? TryParseIpv6(text, out bits) : TryParseIpv4(text, out bits);
        address = new NetworkAddress(isIpv6, bits);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (!IsIpv6) return Ipv4Text((uint)Bits);
        var (start, length) = LongestRunOfZeros();
        var text = new StringBuilder();
        for (var index = 0; index < WordCount; index++)
        {
            if (length > 0 && index == start)
            {
                text.Append("::");
                index += length - 1;
                continue;
            }

            // The last 32 bits of an embedded IPv4 address are shown as IPv4.
            if (index == 6 && start == 0 && (length == 6 || (length == 5 && Word(5) == 0xFFFF)))
                return text.Append(length == 5 ? ":" : "").Append(Ipv4Text((uint)Bits)).ToString();
            if (index > 0 && text[^1] != ':') text.Append(':');
            text.Append(CultureInfo.InvariantCulture, $"{Word(index):x}");
        }

        return text.ToString();
    }

    private static string Ipv4Text(uint bits) =>
        string.Create(CultureInfo.InvariantCulture, $"{bits >> 24}.{(bits >> 16) & 255}.{(bits >> 8) & 255}.{bits & 255}");

    private static bool TryParseIpv4(ReadOnlySpan<byte> text, out UInt128 bits)
    {
        bits = default;
        var numbers = 0;
        while (numbers < 4)
        {
            var length = text.IndexOf((byte)'.');
            if ((length < 0) != (numbers == 3)) return false;
            var number = length < 0 ? text : text[..length];
            if (number.Length is 0 or > 3 || number.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
            if (number.Length > 1 && number[0] == '0') return false;
            var value = int.Parse(number, CultureInfo.InvariantCulture);
            if (value > 255) return false;
            bits = (bits << 8) | (UInt128)value;
            text = text[(length + 1)..];
            numbers++;
        }

        return true;
    }

    private static bool TryParseIpv6(ReadOnlySpan<byte> text, out UInt128 bits)
    {
        bits = default;
        var words = 0;
        var gap = -1;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            var length = text.IndexOf((byte)':');
            var word = length < 0 ? text : text[..length];
            if (length < 0 && word.Contains((byte)'.'))
            {
                if (words > WordCount - 2 || !TryParseIpv4(word, out var tail)) return false;
                bits = (bits << 32) | tail;
                words += 2;
                break;
            }

            if (words == WordCount || word.Length is 0 or > 4 || !ushort.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return false;
            bits = (bits << 16) | value;
            words++;
            if (length < 0) break;
            text = text[(length + 1)..];
            if (text.IsEmpty) return false;
            if (text[0] != ':') continue;
            if (gap >= 0) return false;
            gap = words;
            text = text[1..];
        }

        if (gap < 0) return words == WordCount;
        if (words == WordCount) return false; // the gap must stand for something
        var behind = 16 * (words - gap);
        var low = bits & ((UInt128.One << behind) - 1);
        bits = gap == 0 ? low : ((bits >> behind) << (16 * (WordCount - gap))) | low;
        return true;
    }

    private (int Start, int Length) LongestRunOfZeros()
    {
        var (bestStart, bestLength) = (-1, 1); // a single zero is no run
        for (var start = 0; start < WordCount; start++)
        {
            var length = 0;
            while (start + length < WordCount && Word(start + length) == 0) length++;
            if (length > bestLength) (bestStart, bestLength) = (start, length);
        }

        return bestStart < 0 ? (-1, 0) : (bestStart, bestLength);
    }

    private ushort Word(int index) => (ushort)(Bits >> (16 * (WordCount - 1 - index)));
}
