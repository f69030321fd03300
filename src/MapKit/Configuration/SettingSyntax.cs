namespace MapKit.Configuration;

/// <summary>Splits <c>name = value</c> (docs/formats/configuration.md#syntax-of-maincf): in main.cf, and in the lists that set environment variables.</summary>
internal static class SettingSyntax
{
    /// <summary>Splits a text.</summary>
    /// <param name="text">The text, one character per byte.</param>
    /// <param name="name">Where the name is.</param>
    /// <param name="value">Where the value is, without whitespace at both ends.</param>
    /// <returns>Postfix's error message, or null.</returns>
    public static string? Split(string text, out Range name, out Range value)
    {
        name = value = default;
        var nameStart = SkipWhitespace(text, 0);
        if (nameStart == text.Length || text[nameStart] == '=') return "missing attribute name";
        var nameEnd = nameStart;
        while (nameEnd < text.Length && text[nameEnd] != '=' && !SettingText.IsSpace(text[nameEnd])) nameEnd++;
        var sign = SkipWhitespace(text, nameEnd);
        if (sign == text.Length || text[sign] != '=') return "missing '=' after attribute name";
        var valueStart = SkipWhitespace(text, sign + 1);
        var valueEnd = text.Length;
        while (valueEnd > valueStart && SettingText.IsSpace(text[valueEnd - 1])) valueEnd--;
        name = nameStart..nameEnd;
        value = valueStart..valueEnd;
        return null;
    }

    private static int SkipWhitespace(string text, int position)
    {
        while (position < text.Length && SettingText.IsSpace(text[position])) position++;
        return position;
    }
}
