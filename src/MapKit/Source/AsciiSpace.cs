namespace MapKit.Source;

/// <summary>The two sets of whitespace bytes that Postfix uses (postfix-tables 1).</summary>
internal static class AsciiSpace
{
    /// <summary>Space, TAB, LF, VT, FF, CR: <c>isspace</c> in the C locale. 0x85 and 0xA0 are not whitespace.</summary>
    public static bool IsSpace(byte value) => value == ' ' || (uint)(value - '\t') <= '\r' - '\t';

    /// <summary>Space, TAB, CR, LF: what separates tokens of an address.</summary>
    public static bool IsTokenSeparator(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>Number of whitespace bytes at the start.</summary>
    public static int LeadingLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && IsSpace(text[length])) length++;
        return length;
    }

    /// <summary>Length without the whitespace at the end.</summary>
    public static int TrimmedLength(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        while (length > 0 && IsSpace(text[length - 1])) length--;
        return length;
    }
}
