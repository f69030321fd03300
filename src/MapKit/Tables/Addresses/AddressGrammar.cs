using System.Buffers;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using Sprache;

namespace MapKit.Tables.Addresses;

/// <summary>The grammar of one address in external form without whitespace and comments (RFC 5322, and <c>!</c> and <c>%</c> as in Postfix).</summary>
internal static class AddressGrammar
{
    private static readonly SearchValues<char> AtomStops = SearchValues.Create(
        "()<>@,;:\\\".[]| \x7f" + string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)));

    private static readonly SearchValues<char> QuotedStops = SearchValues.Create("\"\\");
    private static readonly SearchValues<char> LiteralStops = SearchValues.Create("[]\\");

    /// <summary><c>atom = 1*( any character but specials, whitespace and controls )</c>.</summary>
    public static readonly Parser<string> Atom = Scan.Until(AtomStops).AtLeastOne().Select(atom => atom.Text).Named("atom");

    /// <summary><c>text = 1*( any character but quotes and backslashes )</c>.</summary>
    public static readonly Parser<string> QuotedText = Scan.Until(QuotedStops).AtLeastOne().Select(part => part.Text).Named("quoted text");

    /// <summary><c>pair = "\" CHAR</c>.</summary>
    public static readonly Parser<string> Pair =
        (from backslash in Parse.Char('\\') from character in Parse.AnyChar select character.ToString()).Named("escaped character");

    /// <summary><c>quoted = DQUOTE *( text / pair ) DQUOTE</c>; the value is the text inside.</summary>
    public static readonly Parser<string> Quoted =
        (from open in Parse.Char('"')
         from parts in Scan.Choose(QuotedText, ('\\', Pair)).Many()
         from close in Parse.Char('"')
         select string.Concat(parts)).Named("quoted string");

    /// <summary><c>word = atom / quoted</c>.</summary>
    public static readonly Parser<string> Word = Scan.Choose(Atom, ('"', Quoted)).Named("word");

    /// <summary><c>local = 1*( word / "." )</c>: dots are allowed anywhere; Postfix then adds the quotes that RFC 5322 requires.</summary>
    public static readonly Parser<string> Local =
        Scan.Choose(Word, ('.', Parse.Char('.').Select(_ => "."))).AtLeastOnce().Select(string.Concat).Named("local part");

    /// <summary><c>literal = "[" text "]"</c>.</summary>
    public static readonly Parser<string> Literal =
        (from open in Parse.Char('[')
         from text in Scan.Until(LiteralStops).AtLeastOne()
         from close in Parse.Char(']')
         select $"[{text.Text}]").Named("domain literal");

    /// <summary><c>domain = literal / name [ "." ]</c>; Postfix removes the dot at the end.</summary>
    public static readonly Parser<string> Domain =
        Scan.Choose(
            from name in HostGrammar.Name
            from dot in Parse.Char('.').Optional()
            select name,
            ('[', Literal)).Named("domain");

    /// <summary><c>route = "@" domain *( "," "@" domain ) ":"</c>, which Postfix drops.</summary>
    public static readonly Parser<string> Route =
        (from domains in (from at in Parse.Char('@') from domain in Domain select domain).DelimitedBy(Parse.Char(','))
         from colon in Parse.Char(':')
         select string.Join(',', domains)).Named("source route");

    /// <summary><c>address = [ route ] local [ "@" domain ]</c>.</summary>
    public static readonly Parser<MailAddress> Address =
        (from route in Scan.Choose(Parse.Return(""), ('@', Route))
         from local in Local
         from domain in (from at in Parse.Char('@') from domain in Domain select domain).Optional()
         select new MailAddress(local, domain.GetOrDefault())).Named("address");
}
