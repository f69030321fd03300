using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Rejects an address of this host's domains that no table lists (<c>check_rcpt_maps</c>).</summary>
/// <param name="state">The session.</param>
/// <param name="domains">Resolves addresses.</param>
internal sealed class ListedAddressCheck(SessionState state, DomainCheck domains)
{
    /// <summary>Checks the sender, once.</summary>
    /// <param name="sender">The sender.</param>
    public Verdict Sender(string sender)
    {
        if (state.SenderIsChecked || IsOff) return Verdict.Undecided;
        state.SenderIsChecked = state.WarningDepth == 0;
        return Check(sender, state.Recipient, SmtpdSubject.Sender);
    }

    /// <summary>Checks the recipient, once.</summary>
    /// <param name="recipient">The recipient.</param>
    public Verdict Recipient(string recipient)
    {
        if (state.RecipientIsChecked || IsOff) return Verdict.Undecided;
        state.RecipientIsChecked = state.WarningDepth == 0;
        return Check(recipient, state.Sender, SmtpdSubject.Recipient);
    }

    /// <summary><c>receive_override_options = no_unknown_recipient_checks</c>.</summary>
    private bool IsOff => state.Server.Context.HasWord("receive_override_options", "no_unknown_recipient_checks", state.Server.Service);

    private Verdict Check(string address, string? other, SmtpdSubject subject)
    {
        var resolved = domains.Resolve(other, address);
        if (AddressTables.Rewriting(subject).Any(list => IsListed(list, list == "virtual_alias_maps" ? TableFormat.Virtual : TableFormat.Canonical, address, resolved, whenUnknown: "no"))) return Verdict.Undecided;
        var isSender = subject == SmtpdSubject.Sender;
        switch (resolved.Transport)
        {
            case "error":
                return Refuse(resolved.Class == AddressClass.VirtualAlias ? state.Server.Number("unknown_virtual_alias_reject_code") : 550, isSender ? "5.1.0" : "5.1.1", resolved.NextHop, address, subject);
            case "retry":
                return Refuse(450, isSender ? "4.1.0" : "4.1.1", resolved.NextHop, address, subject);
        }

        var (parameter, table) = AddressTables.Listing(resolved.Class);
        if (parameter.Length == 0 || state.Server.Get(parameter).Length == 0) return Verdict.Undecided;
        if (resolved.Class == AddressClass.Local && AddressTables.HasAlways(state.Server.Settings, resolved.Recipient[..resolved.Recipient.LastIndexOf('@')])) return Verdict.Undecided;
        if (IsListed(parameter, TableFormat.Plain, address, resolved, whenUnknown: "yes")) return Verdict.Undecided;
        var reason = "User unknown" + (state.Server.IsOn("show_user_unknown_table_name") ? $" in {table} table" : "");
        var code = state.Server.Number($"unknown_{table.Replace(' ', '_')}_reject_code");
        return state.Reject(new SmtpReply(code, isSender ? "5.1.0" : "5.1.1", RestrictionStage.PrefixOf(address, subject) + reason));
    }

    private Verdict Refuse(int code, string status, string text, string address, SmtpdSubject subject)
    {
        var said = DeliveryStatus.Split(status, text);
        return state.Reject(new SmtpReply(code, said.CodeFor(subject), RestrictionStage.PrefixOf(address, subject) + said.Text));
    }

    private bool IsListed(string parameter, TableFormat format, string address, SmtpdAddress resolved, string whenUnknown)
    {
        var tables = AddressTables.Open(state.Server.Settings, parameter, format);
        if (tables.Count == 0) return false;
        var search = new TableSearch(parameter, resolved.Recipient, tables).Run(new AddressProbes(state.Server.Probes).OfAddress(resolved.Recipient));
        state.Add(search with { Steps = [.. search.Steps.Select(step => step with { IsListing = true })] });
        if (search.Failure is { } failure) throw state.Fail(failure.IsEmptyValue ? SmtpReply.ServerError : SmtpReply.LookupFailure(address), Wording.Failure(search));
        if (search.Answer is not null || !search.IsUncertain) return search.Answer is not null;
        var unknown = search.Steps.First(step => step.Outcome == SearchOutcome.Unanswerable);
        var answer = state.Assumptions.Ask($"whether {unknown.Table} of {parameter} has {Wording.Show(resolved.Recipient)}", whenUnknown, whenUnknown == "yes" ? "no" : "yes", unknown.Table, parameter).Answer;
        state.Note($"{unknown.Table}: not known ({unknown.Reason}); taken as {(answer == "no" ? "no entry" : "an entry")}");
        return answer != "no";
    }
}
