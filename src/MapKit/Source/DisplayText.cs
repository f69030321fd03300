using System.Text;

namespace MapKit.Source;

/// <summary>Bytes of a table as text that is safe on a terminal: control bytes and broken UTF-8 become <c>\xNN</c>.</summary>
internal static class DisplayText
{
    /// <summary>Makes a message safe that may contain foreign text; its line ends and tabs are kept.</summary>
    /// <param name="message">The message.</param>
    public static string Lines(string message)
    {
        if (!message.AsSpan().ContainsAnyInRange('\0', '\x1F') && !message.AsSpan().ContainsAnyInRange('\x7F', '\x9F')) return message;
        var text = new StringBuilder(message.Length);
        foreach (var character in message)
        {
            if (char.IsControl(character) && character is not ('\n' or '\t')) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
            else text.Append(character);
        }

        return text.ToString();
    }

    /// <summary>Returns the text.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="limit">Maximum number of bytes shown; longer text ends in an ellipsis.</param>
    public static string Escape(ReadOnlySpan<byte> bytes, int limit = 200)
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
