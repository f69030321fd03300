using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Generic;

/// <summary>Parses the values of generic tables (postfix-tables 5.3).</summary>
public static class GenericValue
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="Parse"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value) =>
        value.Length > 1 && value[0] == '@' ? HostName.IsCommonName(value[1..]) : CommonAddress.Matches(value);

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The result, or null where Postfix can make nothing of it, and all that is wrong.</returns>
    public static ParsedValue<GenericResult> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var result = GenericGrammar.Null.Matches(latin1, out var nothing) ? nothing : ResultOf(latin1, problems);
        return new ParsedValue<GenericResult>(result, problems);
    }

    private static GenericResult? ResultOf(string value, List<ValueProblem> problems)
    {
        var items = AddressList.Of(value).Items;
        if (items.Count == 0)
        {
            problems.Add(new ValueProblem(
                Rules.NotAnAddress,
                0,
                value.Length,
                "there is no address here; Postfix cannot rewrite with it and the mail waits",
                "write one address, or @domain to change only the domain"));
            return null;
        }

        var first = items[0];
        var result = ParseItem(first, problems);
        if (items.Count == 1) return result;

        var second = items[1];
        if (second.IsHash)
        {
            problems.Add(InlineComment.At(second.Start, items[^1].End));
            return result;
        }

        var used = result is null ? "the first" : Latin1Text.Show(first.External);
        problems.Add(new ValueProblem(
            Rules.SeveralAddresses,
            second.Start,
            items[^1].End - second.Start,
            $"there are {items.Count} addresses, but one is replaced by one; Postfix uses {used} and drops the rest",
            "write one address; virtual tables and aliases can have several"));
        return result;
    }

    private static GenericResult? ParseItem(AddressItem item, List<ValueProblem> problems)
    {
        if (GenericGrammar.Result.Matches(item.External, out var result)) return result;
        problems.Add(AddressProblem.Of(item, "Postfix puts the text into the message and other servers refuse it"));
        return null;
    }
}
