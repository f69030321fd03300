using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery.Smtpd;

/// <summary>
/// Explains what the SMTP server itself checks of the addresses: their syntax, and whether it has them in its lists
/// (<c>reject_unlisted_recipient</c>, <c>reject_unlisted_sender</c>, <c>check_rcpt_maps</c>).
/// </summary>
internal sealed class RecipientCheck
{
    private readonly ExplainContext _context;
    private readonly ServiceSettings _server;
    private readonly List<ExplanationNode> _steps = [];

    /// <summary>Creates the check of the first SMTP server.</summary>
    /// <param name="context">The configuration.</param>
    public RecipientCheck(ExplainContext context)
        : this(context.Server)
    {
    }

    /// <summary>Creates the check of an SMTP server.</summary>
    /// <param name="server">Its settings.</param>
    public RecipientCheck(ServiceSettings server)
    {
        _context = server.Context;
        _server = server;
    }

    /// <summary>The steps; none if the server has no list for such an address.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>Whether the server refuses the recipient.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether the address is none, so that no mail to it can be received at all.</summary>
    public bool IsBadAddress { get; private set; }

    /// <summary>The reply that refuses the mail; null if none does.</summary>
    public string? Reply { get; private set; }

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Explains a recipient.</summary>
    /// <param name="recipient">The address in internal form, as given by the client.</param>
    /// <param name="sender">The sender in internal form, or null if unknown.</param>
    public void Explain(string recipient, string? sender)
    {
        // A master.cf without an SMTP server receives no mail by SMTP.
        if (_server.Service is null && _context.HasServices) return;
        if (IsMalformed(recipient))
        {
            IsBadAddress = true;
            Refuse("501", "5.1.3", "Bad recipient address syntax");
            return;
        }

        if (recipient.Equals("postmaster", StringComparison.OrdinalIgnoreCase) || _server.HasWord("receive_override_options", "no_unknown_recipient_checks")) return;
        if (sender is { Length: > 0 } && _server.IsOn("smtpd_reject_unlisted_sender")) Check(sender, recipient, "Sender address", "5.1.0");
        if (!IsRefused && _server.IsOn("smtpd_reject_unlisted_recipient")) Check(recipient, sender, "Recipient address", "5.1.1");
    }

    /// <summary>Whether the resolver calls an address invalid. The server checks this before it reads any list.</summary>
    private bool IsMalformed(string address) => address.Length == 0 || _server.Rewriter.Resolution.Resolve(_server.Rewriter.Complete(address)) is { Failure: null, IsValid: false };

    private void Check(string address, string? other, string what, string status)
    {
        var resolved = _server.Rewriter.Resolution.Resolve(_server.Rewriter.Complete(address));
        var routes = new RouteExplainer(_server.Rewriter);
        var route = routes.RouteOf(resolved, other is null ? null : _server.Rewriter.Complete(other));
        IsUncertain |= routes.IsUncertain;
        if (routes.Problem is { } problem)
        {
            LookupFailed(address, problem);
            return;
        }

        var folded = FoldedText.Fold(resolved.Recipient);
        // An address that is rewritten is accepted.
        foreach (var list in AddressTables.Rewriting(what[0] == 'S' ? SmtpdSubject.Sender : SmtpdSubject.Recipient))
        {
            var search = Search(list, folded, _server.Tables(list, TableFormat.Virtual));
            if (Failed(search, address) || search.Answer is not null) return;
        }

        if (route.Transport == "error") Reject(address, route.Class == AddressClass.VirtualAlias ? _server.Get("unknown_virtual_alias_reject_code") : "550", status, what, route.NextHop);
        else if (route.Transport == "retry") Reject(address, "450", "4" + status[1..], what, route.NextHop);
        else LookFor(address, resolved with { Recipient = folded }, route.Class, what, status);
    }

    private void LookFor(string address, ResolvedAddress resolved, AddressClass addressClass, string what, string status)
    {
        var (parameter, table) = AddressTables.Listing(addressClass);
        if (parameter.Length == 0 || AddressTables.Open(_server, parameter, TableFormat.Plain) is not { Count: > 0 } tables) return;
        if (addressClass == AddressClass.Local && AddressTables.HasAlways(_server, resolved.LocalPart)) return;
        var search = Search(parameter, resolved.Recipient, tables);
        _steps.Add(Wording.StepOf(search with { Steps = [.. search.Steps.Select(step => step with { IsListing = true })] }));
        if (Failed(search, address) || search.Answer is not null || search.IsUncertain) return;
        var reason = _server.IsOn("show_user_unknown_table_name") ? $"User unknown in {table} table" : "User unknown";
        Reject(address, _server.Get($"unknown_{table.Replace(' ', '_')}_reject_code"), status, what, reason, splits: false);
    }

    private bool Failed(Search search, string address)
    {
        if (search.Failure is null) return false;
        LookupFailed(address, $"{search.List}: {Wording.Failure(search)}", isConfiguration: search.Failure.IsEmptyValue);
        return true;
    }

    private void LookupFailed(string address, string problem, bool isConfiguration = false)
    {
        _steps.Add(new ExplanationNode(ExplanationKind.Note, problem));
        if (isConfiguration) Refuse("451", "4.3.5", "Server configuration error");
        else Refuse("451", "4.3.0", $"<{Wording.ShowAddress(address)}>: Temporary lookup failure");
    }

    /// <summary>Refuses an address of the mail.</summary>
    /// <param name="address">The address as given by the client.</param>
    /// <param name="code">The reply code.</param>
    /// <param name="status">The status if the reason does not begin with one.</param>
    /// <param name="what">Which address it is.</param>
    /// <param name="reason">Why.</param>
    /// <param name="splits">Whether the reason may begin with a status.</param>
    private void Reject(string address, string code, string status, string what, string reason, bool splits = true)
    {
        var said = (splits ? DeliveryStatus.Parse(reason) : null) ?? new DeliveryStatus(status, reason);
        Refuse(code, said.CodeFor(what[0] == 'S' ? SmtpdSubject.Sender : SmtpdSubject.Recipient), $"<{Wording.ShowAddress(address)}>: {what} rejected: {Wording.Show(said.Text)}");
    }

    private void Refuse(string code, string status, string text)
    {
        IsRefused = true;

        // The status begins with the digit of the code, and with soft_bounce both begin with 4.
        if (!int.TryParse(code, out var number) || number is < 400 or > 599) (code, status, text) = ("450", "4.7.1", "Service unavailable");
        var first = code[0] == '5' && _server.IsOn("soft_bounce") ? '4' : code[0];
        Reply = $"{first}{code[1..]} {first}{status[1..]} {text}";
        _steps.Add(new ExplanationNode(ExplanationKind.Bounce, $"the SMTP server refuses it: {Reply}") { Facts = [("status", $"{first}{status[1..]}"), ("reply", Reply)] });
    }

    private Search Search(string list, string address, IReadOnlyList<ExplainedTable> tables)
    {
        var search = new TableSearch(list, address, tables).Run(new AddressProbes(_server.Probes).OfAddress(address));
        IsUncertain |= search.IsUncertain;
        return search;
    }
}
