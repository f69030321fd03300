using System.Text;

namespace MapKit.Source;

/// <summary>Bytes of a table as text that is safe on a terminal: control bytes and broken UTF-8 become <c>\xNN</c>.</summary>
public static class DisplayText
{
    /// <summary>Makes the text.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="limit">Most bytes shown; more are cut with an ellipsis.</param>
    public static string Of(ReadOnlySpan<byte> bytes, int limit = 200)
    {
        var cut = bytes.Length > limit;
        if (cut) bytes = bytes[..limit];
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == System.Buffers.OperationStatus.Done && !Rune.IsControl(rune)) text.Append(rune);
            else foreach (var value in bytes[..consumed]) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{value:X2}");
            bytes = bytes[consumed..];
        }

        return cut ? text.Append('…').ToString() : text.ToString();
    }
}
