using System.Globalization;
using System.Text;

namespace MapKit.Web.Worker;

/// <summary>Bytes as lines of sixteen: offset, hexadecimal digits, printable characters.</summary>
internal static class HexDump
{
    /// <summary>Maximum number of bytes that are shown.</summary>
    public const int LongestShown = 4096;

    private const int PerLine = 16;

    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Lines(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        for (var offset = 0; offset < Math.Min(bytes.Length, LongestShown); offset += PerLine)
        {
            var part = bytes[offset..Math.Min(offset + PerLine, bytes.Length)];
            var hex = new StringBuilder();
            var text = new StringBuilder();
            foreach (var value in part)
            {
                hex.Append(CultureInfo.InvariantCulture, $"{value:x2} ");
                text.Append(value is >= 0x20 and < 0x7f ? (char)value : '·');
            }

            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{offset:x4}  {hex,-48} {text}"));
        }

        if (bytes.Length > LongestShown) lines.Add(string.Create(CultureInfo.InvariantCulture, $"… {bytes.Length - LongestShown} further bytes"));
        return lines;
    }
}
