using MapKit.Diagnostics;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Addresses;

/// <summary>Values of tables that replace one address by one (docs/formats/table-formats.md#rewritten-addresses): generic and canonical.</summary>
internal static class OneReplacement
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> value) =>
        value.Length > 1 && value[0] == '@' ? HostName.IsCommonName(value[1..]) : CommonAddress.Matches(value) && !ActionWord.IsOne(value);

    /// <summary>Parses a value.</summary>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="commentSeverity">The severity of a comment after the value.</param>
    /// <returns>The replacement, or null if Postfix cannot use it, and all problems.</returns>
    public static ParsedValue<AddressReplacement> Parse(string value, Severity commentSeverity)
    {
        var problems = new List<ValueProblem>();
        ActionWord.Report(value, problems);
        var result = ReplacementGrammar.Null.Matches(value, out var nothing) ? nothing : ResultOf(value, commentSeverity, problems);
        return new ParsedValue<AddressReplacement>(result, problems);
    }

    /// <summary>Creates the finding of a value without any address.</summary>
    public static ValueProblem NoAddress(string value) => new(
        Rules.NotAnAddress,
        0,
        value.Length,
        "the value contains no address; Postfix cannot rewrite and defers the mail",
        "write one address, or @domain to change only the domain");

    private static AddressReplacement? ResultOf(string value, Severity commentSeverity, List<ValueProblem> problems)
    {
        var items = AddressList.Parse(value).Items;
        if (items.Count == 0)
        {
            problems.Add(NoAddress(value));
            return null;
        }

        var first = items[0];
        var result = ParseItem(first, problems);
        if (items.Count == 1) return result;

        var second = items[1];
        if (second.IsHash)
        {
            problems.Add(InlineComment.Create(second.Start, items[^1].End, commentSeverity));
            return result;
        }

        var used = result is null ? "the first" : Latin1Text.Show(first.External);
        problems.Add(new ValueProblem(
            Rules.SeveralAddresses,
            second.Start,
            items[^1].End - second.Start,
            $"there are {items.Count} addresses, but an address can be replaced only by one; Postfix uses {used} and ignores the rest",
            "write one address; virtual tables and aliases can have several"));
        return result;
    }

    private static AddressReplacement? ParseItem(AddressItem item, List<ValueProblem> problems)
    {
        if (ReplacementGrammar.Result.Matches(item.External, out var result)) return result;
        problems.Add(AddressProblem.Create(item, "Postfix puts the text into the message and other servers refuse it"));
        return null;
    }
}
