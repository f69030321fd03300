using System.Buffers;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.Patterns;

/// <summary>The grammar of keys that are addresses or parts of them, as postmap stores them: verbatim, quotes included. It accepts every text.</summary>
internal static class PatternGrammar
{
    private static readonly SearchValues<char> Stops = SearchValues.Create("@\"\\");
    private static readonly SearchValues<char> QuotedStops = SearchValues.Create("\"\\");

    /// <summary><c>text = 1*( any character but "@", quotes and backslashes )</c>.</summary>
    public static readonly Parser<string> Text = Scan.Until(Stops).AtLeastOne().Select(part => part.Text).Named("text");

    /// <summary><c>quoted-text = 1*( any character but quotes and backslashes )</c>.</summary>
    public static readonly Parser<string> QuotedText = Scan.Until(QuotedStops).AtLeastOne().Select(part => part.Text).Named("quoted text");

    /// <summary><c>pair = "\" [ CHAR ]</c>.</summary>
    public static readonly Parser<string> Pair =
        (from backslash in Parse.Char('\\')
         from character in Parse.AnyChar.Optional()
         select character.IsDefined ? $"\\{character.Get()}" : "\\").Named("escaped character");

    /// <summary><c>quoted = DQUOTE *( text / pair ) [ DQUOTE ]</c>, as written.</summary>
    public static readonly Parser<string> Quoted =
        (from open in Parse.Char('"')
         from parts in Scan.Choose(QuotedText, ('\\', Pair)).Many()
         from close in Parse.Char('"').Optional()
         select $"\"{string.Concat(parts)}{(close.IsDefined ? "\"" : "")}").Named("quoted string");

    /// <summary><c>local = *( text / pair / quoted )</c>, as written.</summary>
    public static readonly Parser<TextPart> Local =
        Scan.Choose(Text, ('\\', Pair), ('"', Quoted)).Many()
            .Select(parts => new TextPart(string.Concat(parts), 0)).Named("local part");

    /// <summary><c>pattern = local [ "@" domain ]</c>.</summary>
    public static readonly Parser<PatternSyntax> Pattern =
        (from local in Local
         from at in Parse.Char('@').Optional()
         from domain in Scan.Rest
         select new PatternSyntax(local, at.IsDefined, domain)).Named("pattern");

    /// <summary>Offset of the first character of a kind outside quotes, or -1.</summary>
    public static int FirstUnquoted(string text, char wanted)
    {
        var isQuoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '"') isQuoted = !isQuoted;
            else if (text[index] == '\\') index++;
            else if (text[index] == wanted && !isQuoted) return index;
        }

        return -1;
    }
}

/// <summary>The two halves of a key.</summary>
/// <param name="Local">Before the first <c>@</c> outside quotes, as written; the whole key if there is none.</param>
/// <param name="HasAt">Whether there is one.</param>
/// <param name="Domain">After it.</param>
internal sealed record PatternSyntax(TextPart Local, bool HasAt, TextPart Domain);
