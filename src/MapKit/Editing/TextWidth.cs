using System.Globalization;
using System.Text;

namespace MapKit.Editing;

/// <summary>The width of text in columns of a terminal: East Asian characters take two, combining marks none.</summary>
internal static class TextWidth
{
    /// <summary>The columns of a text without tabs.</summary>
    /// <param name="text">The text.</param>
    public static int Measure(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Measure(rune);
        return width;
    }

    /// <summary>The columns of a character.</summary>
    /// <param name="character">The character.</param>
    public static int Measure(Rune character)
    {
        if (character.IsAscii) return 1;
        if (Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        var ranges = WideCharacters.Ranges;
        var index = ranges.BinarySearch(character.Value);

        // Inside a range, the next element of the list is the end of a range.
        return index >= 0 || (~index & 1) == 1 ? 2 : 1;
    }
}
