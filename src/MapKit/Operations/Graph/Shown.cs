using System.Text;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Operations.Graph;

/// <summary>Texts of a picture.</summary>
internal static class Shown
{
    /// <summary>Maximum length of a text in characters: an address or a reason may have thousands.</summary>
    public const int Longest = 300;

    /// <summary>A text that is safe to show: without control characters, characters that change the direction of writing, and half characters; not too long.</summary>
    /// <param name="text">Any text.</param>
    public static string Text(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in DisplayText.Escape(LosslessText.ToBytes(text), int.MaxValue).EnumerateRunes())
        {
            if (shown.Length >= Longest) return shown.Append('…').ToString();
            if (IsSafe(rune)) shown.Append(rune);
            else shown.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return shown.ToString();
    }

    /// <summary>Whether a character is no control character, changes no direction, and may be in XML.</summary>
    private static bool IsSafe(Rune rune) =>
        !Rune.IsControl(rune) && rune.Value is not ((>= 0x200B and <= 0x200F) or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF or 0xFFFE or 0xFFFF);
}
