using System.Text;

namespace MapKit.Configuration;

/// <summary>
/// Texts of main.cf while they are worked on: one character for each byte, as in <see cref="Diagnostics.Diagnostic.PostfixText"/>,
/// so that lengths, comparisons and cuts are those of Postfix, which knows bytes only.
/// </summary>
internal static class ByteText
{
    /// <summary>Bytes up to the first NUL, where C's strings end.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>The bytes of a text in UTF-8.</summary>
    public static string Of(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The text that the bytes are in UTF-8; a broken sequence becomes U+FFFD.</summary>
    public static string ToText(string bytes) => Ascii.IsValid(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    /// <summary>At most so many bytes: C's <c>%.20s</c>.</summary>
    public static string Cut(string bytes, int length) => bytes.Length <= length ? bytes : bytes[..length];

    /// <summary>Space, TAB, LF, VT, FF, CR: C's <c>isspace</c>.</summary>
    public static bool IsSpace(char value) => value <= byte.MaxValue && Source.AsciiSpace.IsSpace((byte)value);

    /// <summary>Space, TAB, CR, LF: what separates words in values.</summary>
    public static bool IsSeparator(char value) => value <= byte.MaxValue && Source.AsciiSpace.IsTokenSeparator((byte)value);

    /// <summary>Whether the text is digits and nothing else, at least one.</summary>
    public static bool IsAllDigits(ReadOnlySpan<char> bytes) => bytes.Length > 0 && !bytes.ContainsAnyExceptInRange('0', '9');
}
