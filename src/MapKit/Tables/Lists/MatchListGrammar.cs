using System.Buffers;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.Lists;

/// <summary>The grammar of one word of a match list (docs/formats/configuration.md#match-lists). It accepts every text.</summary>
internal static class MatchListGrammar
{
    private static readonly SearchValues<char> Mark = SearchValues.Create("!");
    private static readonly SearchValues<char> Colon = SearchValues.Create(":");

    /// <summary><c>file = "/" *CHAR</c>.</summary>
    public static readonly Parser<MatchWord> File = Item(Scan.Rest, MatchWordKind.File).Named("file");

    /// <summary><c>bracketed = "[" *CHAR</c>: no table, whatever colons it has.</summary>
    public static readonly Parser<MatchWord> Bracketed = Item(Scan.Rest, MatchWordKind.Pattern).Named("address in brackets");

    /// <summary><c>table-or-name = *CHAR</c>: a table if it has a colon.</summary>
    public static readonly Parser<MatchWord> TableOrName =
        (from before in Scan.Until(Colon)
         from after in Scan.Rest
         select new MatchWord(false, new TextPart(before.Text + after.Text, before.Start), after.Length > 0 ? MatchWordKind.Table : MatchWordKind.Pattern))
        .Named("table or name");

    /// <summary><c>word = *"!" ( file / bracketed / table-or-name )</c>.</summary>
    public static readonly Parser<MatchWord> Word =
        (from marks in Scan.While(Mark)
         from item in Scan.Choose(TableOrName, ('/', File), ('[', Bracketed))
         select item with { IsNegated = marks.Length % 2 == 1 }).Named("word of a match list");

    private static Parser<MatchWord> Item(Parser<TextPart> text, MatchWordKind kind) => text.Select(part => new MatchWord(false, part, kind));
}

/// <summary>A word of a match list.</summary>
/// <param name="IsNegated">Whether an odd number of <c>!</c> precedes it.</param>
/// <param name="Item">What follows them.</param>
/// <param name="Kind">What it is.</param>
internal sealed record MatchWord(bool IsNegated, TextPart Item, MatchWordKind Kind);

/// <summary>What a word of a match list is.</summary>
internal enum MatchWordKind
{
    /// <summary>A name, an address or a network.</summary>
    Pattern,

    /// <summary><c>type:name</c>.</summary>
    Table,

    /// <summary>A file with more words.</summary>
    File,
}
