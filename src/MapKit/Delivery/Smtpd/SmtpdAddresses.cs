using MapKit.Delivery.Rewrite;
using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Smtpd;

/// <summary>Resolves addresses for the SMTP server, each once.</summary>
/// <param name="rewriter">The service that resolves them.</param>
internal sealed class SmtpdAddresses(AddressRewriter rewriter)
{
    private readonly Dictionary<(string? Sender, string Address), SmtpdAddress> _resolved = [];

    /// <summary>Resolves an address.</summary>
    /// <param name="sender">The address for sender-dependent routes, null if unknown.</param>
    /// <param name="address">The address in internal form.</param>
    public SmtpdAddress Resolve(string? sender, string address)
    {
        if (_resolved.TryGetValue((sender, address), out var known)) return known;
        return _resolved[(sender, address)] = Find(sender, address);
    }

    private SmtpdAddress Find(string? sender, string address)
    {
        var resolved = rewriter.Resolution.Resolve(rewriter.Complete(address));
        var folded = FoldedText.Fold(resolved.Recipient);
        if (resolved.Failure is not null) return new SmtpdAddress(folded, AddressClass.Default, "", "") { Problem = resolved.Failure };
        if (!resolved.IsValid) return new SmtpdAddress(folded, AddressClass.Default, "", "") { IsValid = false };
        var routes = new RouteExplainer(rewriter);
        var route = routes.RouteOf(resolved, sender is null ? "" : rewriter.Complete(sender));
        return new SmtpdAddress(folded, route.Class, route.Transport, route.NextHop) { Problem = routes.Problem };
    }
}
