using System.Text;

namespace MapKit.Tables;

/// <content>The secrets in main.cf and master.cf.</content>
internal sealed partial class SecretMask
{
    /// <summary>The types whose names are their content.</summary>
    private static readonly string[] ContentTypes = ["static:", "inline:"];

    /// <summary>
    /// The text of main.cf or master.cf, also of comments: without the content of <c>static:</c> and <c>inline:</c>, and without the values of parameters
    /// that are passwords. The lines stay.
    /// </summary>
    /// <param name="text">The text, one character per byte.</param>
    public static string ConfigurationText(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length;)
        {
            var end = Math.Min(SecretEnd(text, position, out var shown), EndOfComment(text, position));
            if (end <= position)
            {
                masked.Append(text[position++]);
                continue;
            }

            masked.Append(text, position, shown).Append(Text).Append('\n', text.AsSpan(position + shown, end - position - shown).Count('\n'));
            position = end;
        }

        return masked.ToString();
    }

    /// <summary>The end of a secret whose introduction begins at a position; 0 if none does.</summary>
    private static int SecretEnd(string text, int position, out int shown)
    {
        shown = 0;
        if (position > 0 && SettingName.Contains(text[position - 1])) return 0;
        foreach (var type in ContentTypes)
        {
            if (string.CompareOrdinal(text, position, type, 0, type.Length) != 0) continue;
            shown = type.Length;
            var content = EndOfName(text, position + shown);

            // Such as a user id.
            return text.AsSpan(position + shown, content - position - shown).ContainsAnyExceptInRange('0', '9') ? content : 0;
        }

        if (text[position] is not (>= 'a' and <= 'z')) return 0;
        var name = position;
        while (name < text.Length && SettingName.Contains(text[name])) name++;
        if (!MaySetSecret(text[position..name])) return 0;
        var value = name;
        while (value < text.Length && text[value] is ' ' or '\t') value++;
        if (value > name && value < text.Length && text[value] != '=' && position > 0 && text[position - 1] == '-')
        {
            // The option of a program, with its argument.
            shown = value - position;
            return EndOfName(text, value);
        }

        if (value == text.Length || text[value] != '=') return 0;
        value++;
        while (value < text.Length && text[value] is ' ' or '\t') value++;
        shown = value - position;
        var isOption = text.AsSpan(0, position).EndsWith("-o ");
        var end = isOption ? EndOfName(text, value) : EndOfLines(text, value);
        return IsListOfNames(text[value..end]) ? 0 : end;
    }

    /// <summary>The end of the line, if it is a comment; else that of the text.</summary>
    private static int EndOfComment(string text, int position)
    {
        var start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        return text.AsSpan(start).TrimStart(" \t") is ['#', ..] && text.IndexOf('\n', position) is var end and >= 0 ? end : text.Length;
    }

    /// <summary>The end of a logical line.</summary>
    private static int EndOfLines(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        while (end >= 0 && end + 1 < text.Length && text[end + 1] is ' ' or '\t') end = text.IndexOf('\n', end + 1);
        return end < 0 ? text.Length : end;
    }

    /// <summary>The end of a name in braces, which may span lines, or of a word.</summary>
    private static int EndOfName(string text, int start)
    {
        var end = start;
        for (var level = 0; end < text.Length; end++)
        {
            if (text[end] == '{') level++;
            else if (text[end] == '}' && --level < 0) break;
            else if (level == 0 && text[end] is ' ' or '\t' or '\r' or '\n' or ',') break;
        }

        return end;
    }

    private static bool IsListOfNames(string value) => value.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries) is var words
        && Array.TrueForAll(words, static word => word[0] is '$' or '/' || (word.Contains(':', StringComparison.Ordinal) && Specification(word) == word) || ContentTypes.Any(type => word.Contains(type, StringComparison.Ordinal)));
}
