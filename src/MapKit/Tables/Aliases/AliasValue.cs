using MapKit.Diagnostics;
using MapKit.Tables.Addresses;

namespace MapKit.Tables.Aliases;

/// <summary>
/// Parses the values of aliases as local(8) does at delivery (docs/formats/table-formats.md#aliases). Offsets are right for the
/// external form in which postalias stores a value, and for the text of the source.
/// </summary>
internal static class AliasValue
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value) => CommonDestinations.Match(value);

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte.</param>
    /// <returns>The destinations, or null if there is none, and all problems.</returns>
    public static ParsedValue<IReadOnlyList<AliasDestination>> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        ActionWord.Report(latin1, problems);
        var list = AddressList.Parse(latin1);
        AddressProblem.ReportEmptyItems(list, problems);
        var destinations = ParseItems(list.Items, problems);
        if (list.Items.Count == 0)
        {
            problems.Add(new ValueProblem(
                Rules.NoDestination,
                0,
                latin1.Length,
                "there is no destination; Postfix cannot deliver and defers the mail",
                "write an address, a command, a file or an :include:; /dev/null drops the mail"));
        }

        // Findings of several passes: in the order of the text.
        var ordered = problems.OrderBy(problem => problem.Start).ToArray();
        return new ParsedValue<IReadOnlyList<AliasDestination>>(destinations.Count == 0 ? null : destinations, ordered);
    }

    private static List<AliasDestination> ParseItems(IReadOnlyList<AddressItem> items, List<ValueProblem> problems)
    {
        var destinations = new List<AliasDestination>();
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index];
            if (item.IsHash)
            {
                problems.Add(InlineComment.Create(item.Start, items[^1].End, Severity.Warning));
                break;
            }

            var destination = DestinationCheck.Parse(item, problems);
            destinations.Add(destination);
            if (!IsTornOff(items, index + 1)) continue;
            if (destination.Kind is AliasDestinationKind.Address or AliasDestinationKind.HomeFile)
            {
                DestinationCheck.ReportMissingComma(item, items[index + 1], problems);
                continue;
            }

            // The other words have been split off: one finding reports this, and they are not checked separately.
            while (IsTornOff(items, index + 1)) destinations.Add(DestinationCheck.Parse(items[++index], []));
            DestinationCheck.ReportSplit(destination, items[index], problems);
        }

        return destinations;
    }

    /// <summary>Whether an item follows the one before it without a comma.</summary>
    private static bool IsTornOff(IReadOnlyList<AddressItem> items, int index) =>
        index < items.Count && items[index] is { IsAdjacent: true, IsHash: false };
}
