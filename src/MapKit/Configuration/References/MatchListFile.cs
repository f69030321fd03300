using MapKit.Source;
using MapKit.Tables.Grammar;
using MapKit.Tables.Lists;

namespace MapKit.Configuration.References;

/// <summary>A file that a match list names.</summary>
/// <param name="Path">The file.</param>
/// <param name="Use">The list, and its words before and after the file.</param>
internal sealed record MatchListFile(string Path, MatchListUse Use)
{
    /// <summary>Describes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its value, one character per byte.</param>
    /// <param name="scope">The other parameters.</param>
    /// <returns>The file, or null if the parameter is no match list.</returns>
    public static MatchListFile? Create(string path, string parameter, string value, ParameterScope scope)
    {
        if (MatchListParameter.UseOf(parameter, scope) is not { } use) return null;
        var words = MatchListWords.Read(Latin1Text.Bytes(value)).Select(word => word.Text).ToArray();
        return new MatchListFile(path, use.Around(words, ByteText.FromText(path)));
    }
}
