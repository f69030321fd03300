using System.Buffers;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.Filters;

/// <summary>The grammar of results of filters (docs/formats/filters.md#results).</summary>
internal static class FilterGrammar
{
    private static readonly SearchValues<char> DigitCharacters = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> SeparatorCharacters = SearchValues.Create(", \t\r\n");
    private static readonly SearchValues<char> Colon = SearchValues.Create(":");

    private static readonly Parser<TextPart> Detail = Scan.While(DigitCharacters).AtLeastOne().Where(digits => digits.Length <= 3);

    /// <summary><c>status = ( "2" / "4" / "5" ) "." 1*3DIGIT "." 1*3DIGIT</c>, then whitespace or the end.</summary>
    public static readonly Parser<char> Status =
        (from kind in Parse.Chars("245")
         from dot in Parse.Char('.')
         from subject in Detail
         from second in Parse.Char('.')
         from detail in Detail
         from end in Parse.WhiteSpace.Return(true).Or(Parse.Return(true).End())
         from rest in Scan.Rest
         select kind).Named("status code");

    /// <summary><c>reply = 3DIGIT [ ( SP / "-" ) text ]</c>.</summary>
    public static readonly Parser<string> Reply =
        (from code in Scan.While(DigitCharacters).Where(digits => digits.Length == 3)
         from separator in Parse.Chars(" -").Return(true).Or(Parse.Return(true).End())
         from rest in Scan.Rest
         select code.Text).Named("reply");

    /// <summary><c>words = *( separator / word )</c>; separators inside braces belong to a word.</summary>
    public static readonly Parser<IEnumerable<TextPart>> Words =
        Scan.While(SeparatorCharacters).AtLeastOne().Or(Scan.UntilOutsideBraces(SeparatorCharacters).AtLeastOne()).Many()
            .Select(parts => parts.Where(part => !SeparatorCharacters.Contains(part.Text[0]))).Named("words");

    /// <summary><c>endpoint = type ":" 1*CHAR</c>.</summary>
    public static readonly Parser<string> Endpoint =
        (from type in Scan.Until(Colon).AtLeastOne()
         from colon in Parse.Char(':')
         from address in Scan.Rest.AtLeastOne()
         select type.Text).Named("endpoint");
}
