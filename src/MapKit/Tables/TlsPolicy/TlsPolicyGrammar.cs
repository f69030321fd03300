using System.Buffers;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.TlsPolicy;

/// <summary>The grammar of TLS policies (docs/formats/tls-policy.md#policies). It accepts every text.</summary>
internal static class TlsPolicyGrammar
{
    private static readonly SearchValues<char> SeparatorCharacters = SearchValues.Create(", \t\r\n");
    private static readonly SearchValues<char> Whitespace = SearchValues.Create(" \t\r\n\v\f");
    private static readonly SearchValues<char> NameStops = SearchValues.Create("= \t\r\n\v\f");

    /// <summary><c>separator = 1*( "," / SP / TAB / CR / LF )</c>.</summary>
    public static readonly Parser<TextPart> Separator = Scan.While(SeparatorCharacters).AtLeastOne().Named("separator");

    /// <summary><c>item = 1*( any character but separators )</c>; separators inside braces belong to it.</summary>
    public static readonly Parser<TextPart> Item = Scan.UntilOutsideBraces(SeparatorCharacters).AtLeastOne().Named("item");

    /// <summary><c>policy = *( separator / item )</c>; the value is the items.</summary>
    public static readonly Parser<IEnumerable<TextPart>> Items =
        Separator.Or(Item).Many().Select(parts => parts.Where(part => !SeparatorCharacters.Contains(part.Text[0]))).Named("policy");

    /// <summary><c>attribute = *WSP name *WSP "=" *WSP value</c>.</summary>
    public static readonly Parser<TlsSetting> Attribute =
        (from before in Scan.While(Whitespace)
         from name in Scan.Until(NameStops).AtLeastOne()
         from space in Scan.While(Whitespace)
         from sign in Parse.Char('=')
         from indent in Scan.While(Whitespace)
         from value in Scan.Rest
         select new TlsSetting(name.Text, value.Text.TrimEnd(' ', '\t', '\r', '\n', '\v', '\f'))).Named("attribute");

    /// <summary><c>braced = "{" text "}"</c>.</summary>
    public static readonly Parser<string> Braced =
        (from open in Parse.Char('{')
         from text in Scan.UntilLast('}')
         from close in Parse.Char('}')
         select text.Text).Named("attribute in braces");
}
