using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Virtual;

/// <summary>Parses the values of virtual tables (docs/formats/table-formats.md#virtual): addresses, separated by commas or whitespace.</summary>
internal static class VirtualValue
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value)
    {
        if (OneReplacement.IsCommon(value)) return true;
        if (ActionWord.IsOne(value)) return false;
        while (true)
        {
            var comma = value.IndexOf((byte)',');
            if (!CommonAddress.Matches(comma < 0 ? value : value[..comma])) return false;
            if (comma < 0) return true;
            value = value[(comma + 1)..];
            while (!value.IsEmpty && AsciiSpace.IsTokenSeparator(value[0])) value = value[1..];
        }
    }

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The destinations, or null if there is none, and all problems.</returns>
    public static ParsedValue<IReadOnlyList<AddressReplacement>> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        ActionWord.Report(latin1, problems);
        if (ReplacementGrammar.Null.Matches(latin1, out var nothing))
            return new ParsedValue<IReadOnlyList<AddressReplacement>>([nothing], problems);

        var list = AddressList.Parse(latin1);
        AddressProblem.ReportEmptyItems(list, problems);
        var destinations = ParseItems(list.Items, problems);
        if (list.Items.Count == 0) problems.Add(OneReplacement.NoAddress(latin1));

        // Findings of several passes: in the order of the text.
        var ordered = problems.OrderBy(problem => problem.Start).ToArray();
        return new ParsedValue<IReadOnlyList<AddressReplacement>>(destinations.Count == 0 ? null : destinations, ordered);
    }

    private static List<AddressReplacement> ParseItems(IReadOnlyList<AddressItem> items, List<ValueProblem> problems)
    {
        var destinations = new List<AddressReplacement>();
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index];
            if (item.IsHash)
            {
                problems.Add(InlineComment.Create(item.Start, items[^1].End, Severity.Warning));
                break;
            }

            if (IsDelivery(item.Internal))
            {
                problems.Add(new ValueProblem(
                    Rules.DeliveryInVirtual,
                    item.Start,
                    item.Length,
                    $"{Latin1Text.Show(item.Internal)} is for aliases; a virtual table has only addresses, so Postfix reads it as one and bounces the mail",
                    "write the address of a local alias here, and the command, file or :include: in the alias table"));
                continue;
            }

            if (TargetOf(item, isFirst: index == 0) is { } target) destinations.Add(target);
            else problems.Add(AddressProblem.Create(item, "Postfix bounces the mail"));
        }

        return destinations;
    }

    /// <summary>The replacement; only at the start of a value does <c>@domain</c> keep the local part.</summary>
    private static AddressReplacement? TargetOf(AddressItem item, bool isFirst)
    {
        if (CommonAddress.Parse(item.External) is { } common) return new AddressReplacement(common, null);
        if (isFirst && item.Start == 0 && ReplacementGrammar.AtDomain.Matches(item.External, out var domain)) return domain;
        return ReplacementGrammar.Whole.Matches(item.External, out var whole) ? whole : null;
    }

    /// <summary>Whether only local(8) can deliver to the text. An address of a gateway may begin with a slash, but then has a domain.</summary>
    private static bool IsDelivery(string text) =>
        text.StartsWith('|') || text.StartsWith(":include:", StringComparison.OrdinalIgnoreCase)
        || ((text.StartsWith('/') || text.StartsWith("~/", StringComparison.Ordinal)) && !text.Contains('@', StringComparison.Ordinal));
}
