using System.Text;
using MapKit.Platform;

namespace MapKit.Source;

/// <summary>
/// Text with one character per byte (Latin-1), as in <see cref="Diagnostics.Diagnostic.PostfixText"/>: so
/// keys, values and names of any bytes can be quoted. When it is printed, the bytes are written.
/// </summary>
internal static class ByteText
{
    /// <summary>Bytes as they are.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>Bytes as they are, without an allocation.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="characters">Receives as many characters.</param>
    /// <returns>How many.</returns>
    public static int FromBytes(ReadOnlySpan<byte> bytes, Span<char> characters) => Encoding.Latin1.GetChars(bytes, characters);

    /// <summary>The bytes of a text in UTF-8, such as the name of a file.</summary>
    /// <param name="text">The text.</param>
    public static string FromText(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(LosslessText.ToBytes(text));

    /// <summary>The bytes decoded as UTF-8; other bytes are kept as in <see cref="LosslessText"/>, so that a file name is not changed.</summary>
    /// <param name="bytes">The bytes, one character each.</param>
    public static string ToText(string bytes) => Ascii.IsValid(bytes) ? bytes : LosslessText.FromBytes(Encoding.Latin1.GetBytes(bytes));
}
