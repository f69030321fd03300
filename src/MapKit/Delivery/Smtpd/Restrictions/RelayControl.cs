namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Relay control: which recipients are this host's (<c>permit_auth_destination</c>).</summary>
/// <param name="state">The session.</param>
internal sealed class RelayControl(SessionState state)
{
    /// <summary>Whether mail for a recipient is this host's business.</summary>
    /// <param name="recipient">The recipient in internal form.</param>
    public bool IsAuthorized(string recipient)
    {
        var resolved = state.Addresses.Resolve(state.Sender, recipient);
        foreach (var unknown in state.Server.Context.Unknowns.Take()) state.Add(unknown);
        if (resolved.Problem is not null) throw state.Fail(SmtpReply.LookupFailure(recipient), resolved.Problem);
        if (!state.Server.IsOn("allow_untrusted_routing") && resolved.IsRouted)
        {
            state.Note($"{Wording.ShowAddress(resolved.Recipient)} has a route in its local part (allow_untrusted_routing is off)");
            return false;
        }

        var isOwn = resolved.IsFinal || resolved.Class == Rewrite.AddressClass.Relay;
        var list = resolved.Class switch
        {
            Rewrite.AddressClass.Local => "in mydestination, or an address of this host",
            Rewrite.AddressClass.VirtualAlias => "in virtual_alias_domains",
            Rewrite.AddressClass.VirtualMailbox => "in virtual_mailbox_domains",
            Rewrite.AddressClass.Relay => "in relay_domains",
            _ => "not in mydestination, virtual_alias_domains, virtual_mailbox_domains or relay_domains",
        };
        state.Note($"the domain {Wording.Show(resolved.Domain)} is {list}");
        return isOwn;
    }
}
