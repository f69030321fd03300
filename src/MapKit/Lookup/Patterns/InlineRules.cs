using System.Text;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>Rules that are written in the name of a table: <c>{{rule}, {rule}}</c>.</summary>
internal static class InlineRules
{
    private const byte Open = (byte)'{';
    private const byte Close = (byte)'}';

    /// <summary>Makes a file of them, a line each.</summary>
    /// <param name="type">The type of the table.</param>
    /// <param name="name">The name, which begins with a brace.</param>
    /// <exception cref="LookupException">The braces do not fit.</exception>
    public static byte[] ToLines(string type, string name)
    {
        var rest = InBraces(type, Encoding.UTF8.GetBytes(name));
        using var lines = new MemoryStream();
        while (NextItem(ref rest, out var item))
        {
            lines.Write(Trimmed(InBraces(type, item)));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    /// <summary>The text between the braces, which must be all there is.</summary>
    private static ReadOnlySpan<byte> InBraces(string type, ReadOnlySpan<byte> text)
    {
        if (text[0] != Open) throw Failure(type, "no '{' at start of text", text);
        var depth = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == Open) depth++;
            if (text[index] != Close || --depth > 0) continue;
            if (index + 1 < text.Length) throw Failure(type, "syntax error after '}'", text);
            return text[1..index];
        }

        throw Failure(type, "missing '}'", text);
    }

    /// <summary>Cuts the next item off; commas and blanks between items do not count, those in braces belong to the item.</summary>
    private static bool NextItem(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> item)
    {
        var start = 0;
        while (start < rest.Length && IsSeparator(rest[start])) start++;
        var end = start;
        for (var depth = 0; end < rest.Length && (depth > 0 || !IsSeparator(rest[end])); end++)
        {
            if (rest[end] == Open) depth++;
            else if (rest[end] == Close && depth > 0) depth--;
        }

        item = rest[start..end];
        rest = rest[end..];
        return !item.IsEmpty;
    }

    private static bool IsSeparator(byte value) => value == ',' || AsciiSpace.IsTokenSeparator(value);

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text)
    {
        text = text[..AsciiSpace.TrimmedLength(text)];
        return text[AsciiSpace.LeadingLength(text)..];
    }

    private static LookupException Failure(string type, string what, ReadOnlySpan<byte> text) =>
        new($"{type} map: {what} in \"{Encoding.UTF8.GetString(text)}\"");
}
