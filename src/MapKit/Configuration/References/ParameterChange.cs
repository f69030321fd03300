using System.Text;
using MapKit.Source;

namespace MapKit.Configuration.References;

/// <summary>A new value for a parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Service">The service whose option <c>-o</c> sets it, or null for main.cf.</param>
/// <param name="Value">The value as it is to be written, macros not expanded.</param>
public sealed record ParameterChange(string Parameter, MasterService? Service, string Value)
{
    /// <summary>
    /// The same list with commas in place of blanks, which <c>postconf -P</c> does not accept; null where blanks in braces have to stay.
    /// </summary>
    public string? ValueWithoutBlanks()
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(Value);
        var words = new List<string>();
        while (BracedText.TryTakeWord(ref rest, out var word)) words.Add(ByteText.Of(word));
        return words.Exists(word => word.Any(SettingText.IsSpace)) ? null : ByteText.ToText(string.Join(',', words));
    }
}
