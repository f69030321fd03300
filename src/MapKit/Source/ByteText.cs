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

    /// <summary>The bytes of a text in UTF-8, such as the name of a file.</summary>
    /// <param name="text">The text.</param>
    public static string FromText(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(PathText.ToBytes(text));

    /// <summary>The text that the bytes are in UTF-8; what is not is as <see cref="PathText"/> has it, so that the name of a file stays what it is.</summary>
    /// <param name="bytes">The bytes, one character each.</param>
    public static string ToText(string bytes) => Ascii.IsValid(bytes) ? bytes : PathText.FromBytes(Encoding.Latin1.GetBytes(bytes));
}
