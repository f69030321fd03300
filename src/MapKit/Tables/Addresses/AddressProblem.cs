using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Addresses;

/// <summary>The finding of an invalid address.</summary>
internal static class AddressProblem
{
    /// <summary>Reports the commas of a list that have no address beside them.</summary>
    public static void ReportEmptyItems(AddressList list, List<ValueProblem> problems)
    {
        foreach (var comma in list.EmptyItems)
        {
            problems.Add(new ValueProblem(
                Rules.EmptyDestination,
                comma,
                1,
                "a comma without a destination beside it; Postfix skips it",
                "remove the comma, or write the destination that is missing"));
        }
    }

    /// <summary>Creates the finding.</summary>
    /// <param name="item">The text where an address is expected.</param>
    /// <param name="consequence">What Postfix does with it.</param>
    /// <param name="help">What to write instead.</param>
    public static ValueProblem Create(AddressItem item, string consequence, string? help = null) => new(
        Rules.MalformedAddress,
        item.Start,
        item.Length,
        $"{Latin1Text.Show(item.External)} is not an address; {consequence}",
        help ?? "write user or user@domain; put a local part with spaces or special characters in quotes");
}
