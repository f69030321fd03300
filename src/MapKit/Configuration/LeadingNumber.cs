namespace MapKit.Configuration;

/// <summary>A decimal number at the start of a text, as C's <c>strtol</c> reads it: whitespace, a sign, digits.</summary>
/// <param name="Value">The number; the nearest 64-bit number if it does not fit.</param>
/// <param name="Length">Characters read; 0 if there is no number.</param>
/// <param name="Overflows">Whether it does not fit 64 bits.</param>
internal readonly record struct LeadingNumber(long Value, int Length, bool Overflows)
{
    /// <summary>Reads the number.</summary>
    public static LeadingNumber Read(ReadOnlySpan<char> text)
    {
        var position = 0;
        while (position < text.Length && SettingText.IsSpace(text[position])) position++;
        var negative = position < text.Length && text[position] == '-';
        if (position < text.Length && text[position] is '-' or '+') position++;
        var firstDigit = position;
        Int128 value = 0;
        var overflows = false;
        for (; position < text.Length && char.IsAsciiDigit(text[position]); position++)
        {
            value = (value * 10) + (text[position] - '0');
            if (value > (negative ? -(Int128)long.MinValue : long.MaxValue)) overflows = true;
            if (overflows) value = 0;
        }

        if (position == firstDigit) return default;
        if (overflows) return new LeadingNumber(negative ? long.MinValue : long.MaxValue, position, true);
        return new LeadingNumber((long)(negative ? -value : value), position, false);
    }

    /// <summary>Whether the number is the whole of a text and fits.</summary>
    public bool IsWhole(string text) => text.Length > 0 && Length == text.Length && !Overflows;
}
