namespace MapKit.Source;

/// <summary>
/// The syntax of names in braces (<c>inline:{a=b}</c>, <c>unionmap:{type:name}</c>): balanced text, words between commas and
/// whitespace in which braces protect both, and pairs with a quoted key. Bytes without NUL.
/// </summary>
internal static class BracedText
{
    private const byte Open = (byte)'{';
    private const byte Close = (byte)'}';

    /// <summary>The text between the outer braces where these are first and last.</summary>
    /// <param name="text">The whole name.</param>
    /// <param name="content">What is between them.</param>
    public static bool TryUnwrap(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> content)
    {
        var length = BalancedLength(text);
        var whole = length > 0 && length == text.Length;
        content = whole ? text[1..^1] : default;
        return whole;
    }

    /// <summary>As <see cref="TryUnwrap"/>, with whitespace removed at both ends, and with an error message.</summary>
    /// <param name="text">Text that begins with a brace.</param>
    /// <param name="content">What is between the braces.</param>
    /// <returns>Postfix's error message, or null.</returns>
    public static string? Unwrap(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> content)
    {
        content = default;
        var length = BalancedLength(text);
        if (length == 0) return $"missing '}}' in \"{ByteText.FromBytes(text)}\"";
        if (length < text.Length) return $"syntax error after '}}' in \"{ByteText.FromBytes(text)}\"";
        content = Trim(text[1..^1]);
        return null;
    }

    /// <summary>Takes the next word.</summary>
    /// <param name="rest">The text that is left; shortened.</param>
    /// <param name="word">The word; braces in it protect separators and stay.</param>
    /// <param name="commaSeparates">Whether commas separate words as whitespace does; not so in master.cf.</param>
    /// <returns>False when there is none.</returns>
    public static bool TryTakeWord(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> word, bool commaSeparates = true)
    {
        var start = 0;
        while (start < rest.Length && Separates(rest[start])) start++;
        var end = start;
        for (var level = 0; end < rest.Length; end++)
        {
            var value = rest[end];
            if (value == Open) level++;
            else if (value == Close && level > 0) level--;
            else if (level == 0 && Separates(value)) break;
        }

        word = rest[start..end];
        rest = rest[Math.Min(end + 1, rest.Length)..];
        return word.Length > 0;

        bool Separates(byte value) => commaSeparates ? IsSeparator(value) : AsciiSpace.IsTokenSeparator(value);
    }

    /// <summary>Splits <c>key = value</c>. Quotes and backslashes protect whitespace and <c>=</c> in the key and stay in it.</summary>
    /// <param name="text">The pair.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value without whitespace at its ends; may be empty.</param>
    /// <returns>Postfix's error message, or null.</returns>
    public static string? SplitPair(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = value = default;
        text = text[AsciiSpace.LeadingLength(text)..];
        if (text.IsEmpty) return "no key found; expected format: key = value";

        var end = 0;
        var inQuotes = false;
        for (; end < text.Length; end++)
        {
            if (text[end] == '\\')
            {
                end++;
            }
            else if (text[end] == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (!inQuotes && (text[end] == '=' || AsciiSpace.IsSpace(text[end])))
            {
                break;
            }
        }

        if (inQuotes) return "unbalanced '\"'";
        end = Math.Min(end, text.Length);
        var after = text[end..];
        after = after[AsciiSpace.LeadingLength(after)..];
        if (after.IsEmpty || after[0] != '=') return "missing '=' after attribute name";
        key = text[..end];
        value = Trim(after[1..]);
        return null;
    }

    /// <summary>Whether a byte separates words and names of files: comma, space, TAB, CR, LF.</summary>
    public static bool IsSeparator(byte value) => value == ',' || AsciiSpace.IsTokenSeparator(value);

    /// <summary>Length of the braces at the start of a text and what is between them; 0 if there are none or they are never closed.</summary>
    private static int BalancedLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != Open) return 0;
        var level = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Open) level++;
            else if (text[i] == Close && --level == 0) return i + 1;
        }

        return 0;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        text = text[..AsciiSpace.TrimmedLength(text)];
        return text[AsciiSpace.LeadingLength(text)..];
    }
}
