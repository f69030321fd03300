using System.Buffers;
using MapKit.Source;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>A <c>hash:</c> or <c>btree:</c> in a text file, found as grep finds it: without knowing what the text means.</summary>
/// <param name="Offset">Offset of the type, in bytes from the start of the file.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1, in bytes.</param>
/// <param name="Type">The type.</param>
/// <param name="IsComment">Whether the line begins with <c>#</c>.</param>
/// <param name="Text">The line without surrounding whitespace, one character per byte.</param>
internal sealed record BerkeleyDbWord(long Offset, int Line, int Column, string Type, bool IsComment, string Text)
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    /// <summary>Finds all of them.</summary>
    /// <param name="bytes">The content of the file.</param>
    public static IReadOnlyList<BerkeleyDbWord> FindAll(ReadOnlySpan<byte> bytes)
    {
        var text = ByteText.FromBytes(bytes);
        var words = new List<BerkeleyDbWord>();
        var (line, start) = (1, 0);
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            FindInLine(text[start..end], start, line, words);
            (line, start) = (line + 1, end + 1);
        }

        return words;
    }

    private static void FindInLine(string text, int start, int line, List<BerkeleyDbWord> words)
    {
        for (var colon = text.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = text.IndexOf(':', colon + 1))
        {
            foreach (var type in BerkeleyDbTypes.Names)
            {
                var first = colon - type.Length;
                if (first < 0 || string.CompareOrdinal(text, first, type, 0, type.Length) != 0 || (first > 0 && NameCharacters.Contains(text[first - 1]))) continue;
                words.Add(new BerkeleyDbWord(start + first, line, first + 1, type, text.AsSpan().TrimStart() is ['#', ..], text.Trim()));
            }
        }
    }
}
