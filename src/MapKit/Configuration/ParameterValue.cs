using System.Text;
using MapKit.Configuration.Macros;
using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>The expanded value of a parameter for main.cf or for one service, with the place of each part.</summary>
/// <param name="parameter">The parameter.</param>
/// <param name="service">The service, or null for main.cf.</param>
/// <param name="value">The value.</param>
/// <param name="scope">The parameters as the service sees them.</param>
internal sealed class ParameterValue(string parameter, MasterService? service, TracedText value, ParameterScope scope)
{
    /// <summary>The parameter.</summary>
    public string Parameter => parameter;

    /// <summary>The service, or null for main.cf.</summary>
    public MasterService? Service => service;

    /// <summary>The value, one character per byte.</summary>
    public string Text => value.Text;

    /// <summary>Whether main.cf or an option of the service sets the parameter.</summary>
    public bool IsSet => scope.SettingOf(parameter) is not null;

    /// <summary>The words of a list, which commas and whitespace separate; text in braces is one word.</summary>
    public IReadOnlyList<ParameterWord> Words()
    {
        var bytes = Encoding.Latin1.GetBytes(value.Text);
        ReadOnlySpan<byte> rest = bytes;
        var words = new List<ParameterWord>();
        while (BracedText.TryTakeWord(ref rest, out var word))
        {
            bytes.AsSpan().Overlaps(word, out var start);
            words.Add(new ParameterWord(ByteText.FromBytes(word), start));
        }

        return words;
    }

    /// <summary>The place of a word: where it is written, or the whole value if another parameter contributes it.</summary>
    /// <returns>Null for a default.</returns>
    public (Setting Setting, SourcePlace Place)? PlaceInList(ParameterWord word) =>
        value.PlaceOf(word.Start).Parameter == parameter ? PlaceOf(word.Start, word.Text.Length)
        : scope.SettingOf(parameter) is { } setting ? (setting, setting.ValuePlace)
        : null;

    /// <summary>The setting that contains a part of the value, and its place there.</summary>
    /// <param name="start">Offset of the part in <see cref="Text"/>.</param>
    /// <param name="length">Its length; a part that continues in another parameter is cut.</param>
    /// <returns>Null if the part is written in a default.</returns>
    public (Setting Setting, SourcePlace Place)? PlaceOf(int start, int length)
    {
        var first = value.PlaceOf(start);
        if (first.Parameter is null || scope.SettingOf(first.Parameter) is not { } setting) return null;
        var contiguous = 1;
        while (contiguous < length && value.PlaceOf(start + contiguous) == first.At(contiguous)) contiguous++;
        return (setting, setting.PlaceOf(first.Start, contiguous));
    }
}

/// <summary>A word of a list.</summary>
/// <param name="Text">The word, one character per byte.</param>
/// <param name="Start">Its offset in the value.</param>
internal readonly record struct ParameterWord(string Text, int Start)
{
    /// <summary>The offset after the word.</summary>
    public int End => Start + Text.Length;
}
