using System.Buffers;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.Access;

/// <summary>The grammar of actions (<c>check_table_result</c>). It takes every text.</summary>
internal static class AccessGrammar
{
    private static readonly SearchValues<char> WordStops = SearchValues.Create(" \t");
    private static readonly SearchValues<char> Whitespace = SearchValues.Create(" \t\r\n\v\f");
    private static readonly SearchValues<char> SeparatorCharacters = SearchValues.Create(", \t\r\n");

    private static readonly SearchValues<char> HeaderCharacters =
        SearchValues.Create(string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => character != ':')));

    /// <summary><c>action = word *WSP text</c>.</summary>
    public static readonly Parser<AccessSyntax> Action =
        (from word in Scan.Until(WordStops)
         from whitespace in Scan.While(Whitespace)
         from text in Scan.Rest
         select new AccessSyntax(word, text)).Named("action");

    /// <summary><c>separator = 1*( "," / SP / TAB / CR / LF )</c>.</summary>
    public static readonly Parser<TextPart> Separator = Scan.While(SeparatorCharacters).AtLeastOne().Named("separator");

    /// <summary><c>name = 1*( any character but separators )</c>; separators inside braces belong to it.</summary>
    public static readonly Parser<TextPart> Name = Scan.UntilOutsideBraces(SeparatorCharacters).AtLeastOne().Named("restriction");

    /// <summary><c>restrictions = *( separator / name )</c>; the value is the names.</summary>
    public static readonly Parser<IEnumerable<TextPart>> Restrictions =
        Separator.Or(Name).Many().Select(parts => parts.Where(part => !SeparatorCharacters.Contains(part.Text[0]))).Named("restrictions");

    /// <summary><c>header = name [ whitespace ] ":" *CHAR</c>; a name is visible ASCII without a colon.</summary>
    public static readonly Parser<TextPart> Header =
        (from name in Scan.While(HeaderCharacters).AtLeastOne()
         from whitespace in Scan.While(WordStops)
         from colon in Parse.Char(':')
         from rest in Scan.Rest
         select name).Named("header");
}

/// <summary>The two halves of a value.</summary>
/// <param name="Word">The action.</param>
/// <param name="Text">What follows the whitespace after it.</param>
internal readonly record struct AccessSyntax(TextPart Word, TextPart Text);
