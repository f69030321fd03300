using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace MapKit.Platform;

/// <summary>
/// Bytes, such as the names of files on Unix, as Unicode text and back without loss: UTF-8 is decoded, and a byte that is not UTF-8
/// becomes the lone surrogate U+DC00 plus the byte (U+DC80 to U+DCFF), which no valid text holds.
/// </summary>
internal static class LosslessText
{
    private const char FirstByte = '\uDC80';
    private const char LastByte = '\uDCFF';
    private const int Offset = 0xDC00;

    /// <summary>The text of bytes.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done) text.Append(rune);
            else foreach (var value in bytes[..length]) text.Append((char)(Offset + value));
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The text of bytes given as one character each.</summary>
    [return: NotNullIfNotNull(nameof(latin1))]
    public static string? FromLatin1(string? latin1) =>
        latin1 is null || Ascii.IsValid(latin1) ? latin1 : FromBytes(Encoding.Latin1.GetBytes(latin1));

    /// <summary>The bytes of a text. Other lone surrogates become U+FFFD.</summary>
    public static byte[] ToBytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return bytes[..Encode(text, bytes)];
    }

    /// <summary>Whether a text contains bytes that are not UTF-8.</summary>
    public static bool HasBytes(ReadOnlySpan<char> text) => text.ContainsAnyInRange(FirstByte, LastByte);

    /// <summary>Writes the bytes of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">Space for three bytes per character.</param>
    /// <returns>The number of bytes.</returns>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (!HasBytes(text)) return Encoding.UTF8.GetBytes(text, bytes);
        var count = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done || text[0] is < FirstByte or > LastByte)
                count += rune.EncodeToUtf8(bytes[count..]);
            else
                bytes[count++] = (byte)(text[0] - Offset);
            text = text[length..];
        }

        return count;
    }
}
