using System.Buffers;
using System.Globalization;
using System.Text;

namespace MapKit.Cli.Rendering;

/// <summary>
/// Bytes for a terminal: a control character, which a file name or a record may contain, becomes <c>\xNN</c>. Line feeds, tabs and the
/// colours of MapKit's own output are kept.
/// </summary>
internal static class TerminalBytes
{
    private const byte Delete = 0x7F;

    /// <summary>The first byte of U+0080 to U+009F in UTF-8, which some terminals obey.</summary>
    private const byte FirstOfLatin = 0xC2;

    private static readonly SearchValues<byte> ColorBytes = SearchValues.Create("0123456789;"u8);

    /// <summary>Whether bytes can be shown as they are.</summary>
    public static bool AreSafe(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (IsControl(bytes[i..])) return false;
        }

        return true;
    }

    /// <summary>Returns the bytes to show.</summary>
    /// <param name="bytes">Whole texts: a colour is not split.</param>
    public static byte[] Shown(ReadOnlySpan<byte> bytes)
    {
        var shown = new List<byte>(bytes.Length + 16);
        while (!bytes.IsEmpty)
        {
            var length = ColorLength(bytes);
            if (length > 0)
            {
                shown.AddRange(bytes[..length]);
            }
            else if (IsControl(bytes))
            {
                length = bytes[0] == FirstOfLatin ? 2 : 1;
                foreach (var value in bytes[..length]) shown.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\x{value:X2}")));
            }
            else
            {
                length = 1;
                shown.Add(bytes[0]);
            }

            bytes = bytes[length..];
        }

        return [.. shown];
    }

    private static bool IsControl(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        (byte)'\n' or (byte)'\t' => false,
        < (byte)' ' or Delete => true,
        FirstOfLatin => bytes.Length > 1 && bytes[1] is >= 0x80 and <= 0x9F,
        _ => false,
    };

    /// <summary>The length of <c>ESC [ NUMBERS m</c> at the start; 0 for any other sequence, and for text that would be concealed.</summary>
    private static int ColorLength(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("\e["u8)) return 0;
        var end = bytes[2..].IndexOfAnyExcept(ColorBytes);
        if (end < 0 || bytes[2 + end] != 'm') return 0;
        foreach (var number in bytes[2..(2 + end)].Split((byte)';'))
        {
            if (bytes[2..(2 + end)][number].SequenceEqual("8"u8)) return 0;
        }

        return end + 3;
    }
}
