using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Lists;

/// <summary>Finds words of a match list that Postfix opens as a table because of their colon, and that are none.</summary>
internal static class MatchListTableCheck
{
    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Finds what is wrong.</summary>
    /// <param name="text">The word, one character per byte; it has a colon.</param>
    /// <returns>The problem, or null if the word may name a table.</returns>
    public static ValueProblem? Find(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        if (NetworkAddress.LooksLikeIpv6(Latin1Text.Bytes(address)) && !address.AsSpan().ContainsAnyExcept(AddressCharacters) && address.Count(character => character == ':') > 1)
            return new ValueProblem(Rules.AddressWithoutBrackets, 0, text.Length, AddressMessage(text), AddressHelp(address, slash < 0 ? "" : text[(slash + 1)..]));

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon == 0 || colon == text.Length - 1)
        {
            return new ValueProblem(
                Rules.NoTableInList,
                0,
                text.Length,
                $"{Latin1Text.Show(text)} has a colon, so Postfix opens it as a table; every program that reads the list stops with \"expecting \"type:name\" form\"",
                "write type:name, or remove the colon");
        }

        var meant = TableTypes.Meant(text[..colon], Misspelling.IsOneEditAway);
        if (TableTypes.IsKnown(text[..colon])) return null;
        return new ValueProblem(
            Rules.NoTableInList,
            0,
            text.Length,
            $"{Latin1Text.Show(text)} has a colon, so Postfix opens it as a table of type {Latin1Text.Show(text[..colon])}, which does not exist; lookups that reach it fail, and Postfix defers the mail",
            meant is not null ? $"write {meant}{text[colon..]}" : "write type:name, or remove the colon and what follows it");
    }

    private static string AddressMessage(string text)
    {
        var type = text[..text.IndexOf(':', StringComparison.Ordinal)];
        return type.Length == 0
            ? $"{Latin1Text.Show(text)} is not in brackets, so Postfix opens it as a table; every program that reads the list stops with \"expecting \"type:name\" form\""
            : $"{Latin1Text.Show(text)} is not in brackets, so Postfix opens it as a table of type {type}, logs \"unsupported dictionary type: {type}\", and lookups that reach it fail: it defers the mail";
    }

    private static string AddressHelp(string address, string length)
    {
        var network = $"[{address}]{(length.Length > 0 ? "/" : "")}{length}";
        if (Network.TryParse(Latin1Text.Bytes(network), out var found, out _)) return $"write {network}";

        // In fd::/8 the first group is 00fd, which is rarely intended.
        var first = address[..address.IndexOf(':', StringComparison.Ordinal)];
        var padded = $"[{first.PadRight(4, '0')}{address[first.Length..]}]/{length}";
        if (first.Length is > 0 and < 4 && Network.TryParse(Latin1Text.Bytes(padded), out _, out _)) return $"write {padded}; {address} means {first.PadLeft(4, '0')}{address[first.Length..]}";
        return found.Mask != 0 ? $"write [{found.Address}]/{length}" : "write the address in brackets, with a prefix length if it is a network";
    }
}
