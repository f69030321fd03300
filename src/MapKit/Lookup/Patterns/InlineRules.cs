using System.Text;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>Rules that are written in the name of a table: <c>{{rule}, {rule}}</c> (upstream dict_stream).</summary>
internal static class InlineRules
{
    /// <summary>Makes a file of them, a line each.</summary>
    /// <param name="type">The type of the table.</param>
    /// <param name="name">The name, which begins with a brace.</param>
    /// <exception cref="LookupException">The braces do not fit.</exception>
    public static byte[] ToLines(string type, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (BracedText.Unwrap(bytes, out _) is { } error) throw Failure(type, error);
        BracedText.TryUnwrap(bytes, out var rest); // as it is: blanks at its ends may be part of a wrong word
        using var lines = new MemoryStream();
        while (BracedText.TryTakeWord(ref rest, out var word))
        {
            if (word[0] != '{') throw Failure(type, $"no '{{' at start of text in \"{ByteText.Of(word)}\"");
            if (BracedText.Unwrap(word, out var rule) is { } ruleError) throw Failure(type, ruleError);
            lines.Write(rule);
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static LookupException Failure(string type, string error) => new($"{type} map: {error}");
}
