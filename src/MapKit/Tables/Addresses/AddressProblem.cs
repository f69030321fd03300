using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Addresses;

/// <summary>The finding of an invalid address.</summary>
internal static class AddressProblem
{
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
