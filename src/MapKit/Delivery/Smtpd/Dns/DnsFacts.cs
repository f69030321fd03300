using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Smtpd.Dns;

/// <summary>What smtpd learns from DNS, as answers to the questions of a session.</summary>
/// <param name="resolver">Asks DNS.</param>
internal sealed class DnsFacts(IDnsResolver resolver)
{
    /// <summary>Whether a mail domain or a host exists: yes, no, <c>nullmx</c>, or <c>retry</c> if no server answers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isMailDomain">Whether MX records are queried first, as for the domain of an address.</param>
    public string Existence(string name, bool isMailDomain)
    {
        DnsType[] types = isMailDomain ? [DnsType.Mx, DnsType.A, DnsType.Aaaa] : [DnsType.A, DnsType.Aaaa, DnsType.Mx];
        var hasFailed = false;
        foreach (var type in types)
        {
            var reply = resolver.Query(name, type);
            if (reply.IsFound) return "yes";
            if (reply.Status == DnsStatus.NullMx) return isMailDomain ? "nullmx" : "yes";
            hasFailed |= reply.Status == DnsStatus.Failed;
        }

        return hasFailed ? "retry" : "no";
    }

    /// <summary>Whether a list has a name: no, yes, or the text of the list.</summary>
    /// <param name="query">The name.</param>
    /// <param name="filter">The addresses that count, such as <c>127.0.0.[2..4]</c>; null for all.</param>
    public string Listing(string query, string? filter)
    {
        var reply = resolver.Query(query, DnsType.A);
        if (!reply.IsFound || (filter is not null && !reply.Values.Any(address => Matches(address, filter)))) return "no";
        var texts = resolver.Query(query, DnsType.Txt);
        return texts.IsFound ? string.Join(" / ", texts.Values) : "yes";
    }

    /// <summary>The servers of a domain with their addresses, in smtpd's order; no for none.</summary>
    /// <param name="type"><c>mx</c>, <c>ns</c> or <c>a</c>.</param>
    /// <param name="domain">The domain.</param>
    public string Servers(string type, string domain)
    {
        if (type == "a") return ListOf(AddressesOf(domain));
        var records = resolver.Query(domain, type == "mx" ? DnsType.Mx : DnsType.Ns);
        if (records.Status == DnsStatus.NotFound && type == "mx") return ListOf([domain, .. AddressesOf(domain)]);
        while (records.Status == DnsStatus.NotFound && domain.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot && dot < domain.Length - 1)
        {
            domain = domain[(dot + 1)..];
            records = resolver.Query(domain, DnsType.Ns);
        }

        return ListOf(records.Values.SelectMany(host => AddressesOf(host).Prepend(host)));
    }

    /// <summary>The verified name of a client: its PTR name if an address of that name is the client's; no for none.</summary>
    public string NameOf(string address)
    {
        if (!NetworkAddress.TryParse(Latin1Text.Bytes(address), out var parsed)) return "no";
        var query = parsed.IsIpv6
            ? string.Join('.', Enumerable.Range(0, 32).Select(nibble => ((int)(parsed.Bits >> (4 * nibble)) & 15).ToString("x", null))) + ".ip6.arpa"
            : string.Join('.', address.Split('.').Reverse()) + ".in-addr.arpa";
        return resolver.Query(query, DnsType.Ptr).Values is [{ Length: > 0 } name, ..] && AddressesOf(name).Contains(parsed.ToString()) ? name : "no";
    }

    /// <summary>Whether an address matches a filter: each number a number, or a set such as <c>[2..4;8]</c>.</summary>
    public static bool Matches(string address, string filter)
    {
        var (numbers, patterns) = (address.Split('.'), Patterns(filter));
        return numbers.Length == patterns.Count && numbers.Zip(patterns).All(pair => int.TryParse(pair.First, out var number) && IsIn(number, pair.Second));
    }

    private static bool IsIn(int number, string pattern) => pattern.Trim('[', ']').Split(';').Any(part => part.Split("..") is [var first, .. var rest]
        && int.TryParse(first, out var low) && int.TryParse(rest is [var last, ..] ? last : first, out var high) && number >= low && number <= high);

    /// <summary>The parts between dots, except those in brackets.</summary>
    private static List<string> Patterns(string filter)
    {
        var (parts, start, depth) = (new List<string>(), 0, 0);
        for (var index = 0; index <= filter.Length; index++)
        {
            if (index == filter.Length || (filter[index] == '.' && depth == 0))
            {
                parts.Add(filter[start..index]);
                start = index + 1;
            }
            else if (filter[index] is '[' or ']')
            {
                depth += filter[index] == '[' ? 1 : -1;
            }
        }

        return parts;
    }

    private IEnumerable<string> AddressesOf(string name) => [.. resolver.Query(name, DnsType.A).Values, .. resolver.Query(name, DnsType.Aaaa).Values];

    private static string ListOf(IEnumerable<string> values) => string.Join(',', values) is { Length: > 0 } list ? list : "no";
}
