using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>
/// Texts of main.cf during processing: one character for each byte, as in <see cref="Diagnostics.Diagnostic.PostfixText"/>,
/// so that lengths, comparisons and cuts are the same as in Postfix, which handles bytes.
/// </summary>
internal static class SettingText
{
    /// <summary>Bytes up to the first NUL, where C's strings end.</summary>
    public static string UpToNul(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return ByteText.FromBytes(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>At most so many bytes: C's <c>%.20s</c>.</summary>
    public static string Cut(string bytes, int length) => bytes.Length <= length ? bytes : bytes[..length];

    /// <summary>Space, TAB, LF, VT, FF, CR: C's <c>isspace</c>.</summary>
    public static bool IsSpace(char value) => value <= byte.MaxValue && AsciiSpace.IsSpace((byte)value);

    /// <summary>Space, TAB, CR, LF: what separates words in values.</summary>
    public static bool IsSeparator(char value) => value <= byte.MaxValue && AsciiSpace.IsTokenSeparator((byte)value);

    /// <summary>Whether the text consists of at least one digit and nothing else.</summary>
    public static bool IsAllDigits(ReadOnlySpan<char> bytes) => bytes.Length > 0 && !bytes.ContainsAnyExceptInRange('0', '9');
}
