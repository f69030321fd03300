using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Who may send as an address: <c>smtpd_sender_login_maps</c>.</summary>
/// <param name="state">The session.</param>
/// <param name="domains">Resolves addresses.</param>
internal sealed class SenderLoginCheck(SessionState state, DomainCheck domains)
{
    private const string Parameter = "smtpd_sender_login_maps";

    /// <summary>Rejects a login that does not own the sender.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="acceptsUnknown">Whether a sender without owners is accepted.</param>
    public Verdict OfLogin(string sender, bool acceptsUnknown)
    {
        if (state.Login is not { } login) return Verdict.Undecided;
        var owners = OwnersOf(sender);
        if (owners is null && acceptsUnknown) return Verdict.Undecided;
        if (owners?.Any(owner => FoldedText.AreEqual(owner, login)) == true) return Verdict.Undecided;
        return state.Reject(new SmtpReply(553, "5.7.1", $"<{sender}>: Sender address rejected: not owned by user {login}"));
    }

    /// <summary>Rejects a client that did not log in if the sender has owners.</summary>
    /// <param name="sender">The sender.</param>
    public Verdict WithoutLogin(string sender)
    {
        if (state.Login is not null || OwnersOf(sender) is null) return Verdict.Undecided;
        return state.Reject(new SmtpReply(553, "5.7.1", $"<{sender}>: Sender address rejected: not logged in"));
    }

    /// <summary>The logins that may send as an address; null if the tables do not have it.</summary>
    private string[]? OwnersOf(string sender)
    {
        var resolved = domains.Resolve(state.Recipient, sender);
        var search = state.Add(new TableSearch(Parameter, resolved.Recipient, state.Server.Tables(Parameter, TableFormat.SenderLogin)).Run(new AddressProbes(state.Server.Probes).OfAddress(resolved.Recipient)));
        if (search.Failure is { } failure) throw state.Fail(failure.IsEmptyValue ? SmtpReply.ServerError : SmtpReply.LookupFailure(sender), Wording.Failure(search));
        var value = search.Answer?.Value;
        if (value is null && search.IsUncertain)
        {
            var unknown = search.Steps.First(step => step.Outcome == SearchOutcome.Unanswerable).Table;
            var answer = state.Assumptions.Ask($"who may send as {Wording.Show(sender)} according to {unknown} (no for no entry, or logins with commas)", "no", null, unknown, Parameter).Answer;
            value = answer switch { "no" => null, "yes" => state.Login ?? "yes", _ => answer };
        }

        var owners = value?.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        state.Note(owners is null ? $"{Parameter} does not have {Wording.ShowAddress(sender)}" : $"may send as {Wording.ShowAddress(sender)}: {string.Join(", ", owners.Select(Wording.Show))}");
        return owners;
    }
}
