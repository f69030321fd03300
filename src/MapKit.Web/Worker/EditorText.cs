using System.Text;
using MapKit.Platform;

namespace MapKit.Web.Worker;

/// <summary>
/// The bytes of a source as the text of an editor and back without loss. A byte that is not UTF-8 is a character of the last private plane
/// there: no half of a pair, as in <see cref="LosslessText"/>, passes between .NET and the script.
/// </summary>
internal static class EditorText
{
    private const int FirstByte = 0x10FE80;
    private const int LastByte = 0x10FEFF;
    private const int Distance = 0x10FE00 - 0xDC00;

    /// <summary>The text of bytes.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        var text = LosslessText.FromBytes(bytes);
        if (!LosslessText.HasBytes(text)) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (LosslessText.HasBytes([character])) shown.Append(char.ConvertFromUtf32(character + Distance));
            else shown.Append(character);
        }

        return shown.ToString();
    }

    /// <summary>The bytes of a text.</summary>
    public static byte[] ToBytes(string text)
    {
        if (!text.Contains('\uDBFF', StringComparison.Ordinal)) return LosslessText.ToBytes(text);
        var lossless = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= FirstByte and <= LastByte) lossless.Append((char)(rune.Value - Distance));
            else lossless.Append(rune.ToString());
        }

        return LosslessText.ToBytes(lossless.ToString());
    }
}
