using System.Diagnostics.CodeAnalysis;
using System.Text;
using MapKit.Platform;

namespace MapKit.Source;

/// <summary>
/// Bytes as Unicode text and back without loss: UTF-8 is decoded, and a byte that is not UTF-8 becomes the lone surrogate
/// U+DC00 plus the byte (<see cref="PathText"/>).
/// </summary>
internal static class LosslessText
{
    /// <summary>The text of bytes.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes) => PathText.FromBytes(bytes);

    /// <summary>The text of bytes given as one character each.</summary>
    [return: NotNullIfNotNull(nameof(latin1))]
    public static string? FromLatin1(string? latin1) =>
        latin1 is null || Ascii.IsValid(latin1) ? latin1 : FromBytes(Encoding.Latin1.GetBytes(latin1));

    /// <summary>The bytes of a text. A lone surrogate that stands for no byte becomes U+FFFD.</summary>
    public static byte[] ToBytes(string text) => PathText.ToBytes(text);
}
