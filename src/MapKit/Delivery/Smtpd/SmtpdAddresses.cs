using MapKit.Delivery.Rewrite;
using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables.Addresses;

namespace MapKit.Delivery.Smtpd;

/// <summary>Resolves addresses for the SMTP server, each once.</summary>
/// <param name="context">The configuration.</param>
internal sealed class SmtpdAddresses(ExplainContext context)
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
        var plain = AddressForm.Internal(context.Completion.Complete(AddressForm.External(address)));
        ResolvedAddress? resolved = null;
        try
        {
            resolved = context.Resolution.Resolve(plain);
            var folded = FoldedText.Fold(resolved.Recipient);
            if (!resolved.IsValid) return new SmtpdAddress(folded, AddressClass.Default, "", "") { IsValid = false };
            var routes = new RouteExplainer(context);
            var route = routes.RouteOf(resolved, sender ?? "");
            return new SmtpdAddress(folded, route.Class, route.Transport, route.NextHop) { Problem = routes.Problem };
        }
        catch (Exception exception) when (exception is LookupException or IOException or UnauthorizedAccessException)
        {
            // A list of domains cannot be read.
            var reason = exception is LookupException ? ByteText.ToText(exception.Message) : exception.Message;
            return new SmtpdAddress(FoldedText.Fold(resolved?.Recipient ?? plain), AddressClass.Default, "", "") { Problem = reason };
        }
    }
}
