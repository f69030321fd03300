using System.Globalization;
using System.Text;

namespace MapKit.Cli.Rendering;

/// <summary>Bytes as printable ASCII: a backslash is doubled, an unprintable byte becomes <c>\xNN</c>.</summary>
internal static class EscapedBytes
{
    /// <summary>Returns the text.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            if (value == '\\') text.Append("\\\\");
            else if (value is >= 0x20 and < 0x7f) text.Append((char)value);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.ToString();
    }
}
