using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Patterns;

/// <summary>The finding of a domain that no address has.</summary>
internal static class AddressKeyCheck
{
    /// <summary>Reports a domain of a key that cannot be that of an address in the canonical form that Postfix looks up.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="problems">Receives the finding.</param>
    /// <param name="isSecret">Whether the finding must not quote the text.</param>
    public static void CheckDomain(TextPart domain, List<ValueProblem> problems, bool isSecret = false)
    {
        if (HostGrammar.Name.Matches(domain.Text, out _) || AddressGrammar.Literal.Matches(domain.Text, out _)) return;
        if (!isSecret && PatternCheck.ReportColonAtEnd(domain, problems)) return;
        if (HostGrammar.IPv4.Matches(domain.Text, out _) || HostGrammar.IPv6.Matches(domain.Text, out _))
        {
            problems.Add(PatternCheck.NeverLookedUp(
                domain.Start,
                domain.Length,
                "the domain of an address is never a bare IP address; Postfix looks it up in brackets",
                isSecret ? "put the address into brackets" : $"write [{domain.Text}]"));
            return;
        }

        problems.Add(PatternCheck.NeverLookedUp(
            domain.Length == 0 ? domain.Start - 1 : domain.Start,
            Math.Max(domain.Length, 1),
            domain.Length == 0
                ? "there is nothing after the @; Postfix never looks up such an address"
                : $"{(isSecret ? "this" : Latin1Text.Show(domain.Text))} cannot be the domain of an address; Postfix never looks it up",
            domain.Text.EndsWith('.') ? "remove the dot at the end" : "write the domain as it stands in an address"));
    }
}
