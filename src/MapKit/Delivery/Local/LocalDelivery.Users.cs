using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Delivery.Local;

/// <summary>Users and those who are none (<c>deliver_mailbox</c>, <c>deliver_unknown</c>).</summary>
internal sealed partial class LocalDelivery
{
    /// <summary>Names whose mail is discarded if there is no alias or mailbox with the name.</summary>
    private static readonly string[] RequiredNames = ["postmaster", "mailer-daemon"];

    /// <summary>The mailbox of a user, or what becomes of mail for a name that is no user's.</summary>
    /// <param name="state">The recipient.</param>
    /// <param name="why">Why it is not an alias.</param>
    /// <param name="mayForward">Whether the user may have a <c>.forward</c> file that cannot be seen; null if local(8) does not look for one.</param>
    private ExplanationNode ToMailbox(LocalState state, string why, bool? mayForward = null)
    {
        var searches = new List<ExplanationNode>();
        var shown = Wording.Show(state.User);

        // A user who is reached a second time gets nothing more, without a message.
        if (!IsFirst($"mailbox {state.LocalPart}")) return new ExplanationNode(ExplanationKind.Note, $"{shown} has been here before: local(8) does not deliver the mail again, and the mail is lost if it was not delivered then");
        var isUser = IsUser(state.User);
        if (isUser && mayForward == false && settings.Get("forward_path").Length > 0) why += ", no ~/.forward";
        var before = isUser && mayForward == true ? "~/.forward, then " : "";
        if (Transport("mailbox_transport", state, searches, out var failure) is { } mailbox) return User(before + mailbox.Text, mailbox.Service);
        if (failure is not null) return failure with { Children = [.. failure.Children, .. searches] };
        if (!isUser) return ToUnknown(state, $"{shown} is not a user of this host ({why})", searches);
        var command = Value("mailbox_command_maps", TableFormat.UserCommand, state.User, searches, out failure);
        if (failure is not null) return failure with { Children = [.. failure.Children, .. searches] };
        var target = command is not null ? $"mailbox_command_maps: {Wording.Show(command)}"
            : settings.Get("mailbox_command") is { Length: > 0 } program ? $"mailbox_command: {Wording.Show(program)}"
            : Mailbox(state.User);
        return User(before + target, null);

        ExplanationNode User(string destination, string? service)
        {
            if (service is not null) _passed.Add(_request.PassedOn(service, state.Address));
            return Result(new ExplanationNode(ExplanationKind.User, $"the local user {shown} ({why}): {destination}") { Subjects = [shown, destination], Facts = [("user", shown)], Children = searches }, shown);
        }
    }

    private ExplanationNode ToUnknown(LocalState state, string absent, List<ExplanationNode> searches)
    {
        var shown = Wording.Show(state.User);
        IReadOnlyList<(string, string)> facts = [("user", shown)];
        if (!IsFirst($"deliver_unknown {state.LocalPart}")) return new ExplanationNode(ExplanationKind.Note, $"{absent}; it has been here before, and the mail is lost");
        if (Transport("fallback_transport", state, searches, out var failure) is { } fallback)
        {
            _passed.Add(_request.PassedOn(fallback.Service, state.Address));
            return Result(new ExplanationNode(ExplanationKind.User, $"{absent}: {fallback.Text}") { Subjects = [shown, fallback.Text], Facts = facts, Children = searches }, shown);
        }

        if (failure is not null) return failure with { Children = [.. failure.Children, .. searches] };
        if (settings.Get("luser_relay").Length > 0) return ToRelay(state with { Unmatched = null }, absent, searches);
        if (RequiredNames.Contains(state.User))
            return Result(new ExplanationNode(ExplanationKind.Note, $"{absent}: Postfix discards the mail (it is thrown away), with the warning \"required alias not found: {shown}\"") { Facts = facts, Children = searches }, shown);
        var bounce = Bounce("5.1.1", $"unknown user: \"{state.User}\"", absent);
        return Result(bounce with { Facts = [.. facts, .. bounce.Facts], Children = [.. bounce.Children, .. searches] }, shown);
    }

    /// <summary><c>luser_relay</c>: one address, with nothing special about <c>|</c>, <c>/</c> or a comma.</summary>
    private ExplanationNode ToRelay(LocalState state, string absent, List<ExplanationNode> searches)
    {
        var relay = new LocalMacros(state, settings).Expand(settings.Unexpanded("luser_relay"), out _);
        var completed = settings.Rewriter.Completion.Complete(relay);
        if (completed.Equals(state.Address, StringComparison.OrdinalIgnoreCase))
        {
            var bounce = Bounce("5.1.1", $"unknown user: \"{state.User}\"", $"{absent}: luser_relay gives the same address");
            return bounce with { Children = [.. bounce.Children, .. searches] };
        }

        return new ExplanationNode(ExplanationKind.Address, $"{absent}: luser_relay sends the mail to {Wording.Show(relay)}")
        {
            Facts = [("user", Wording.Show(state.User))],
            Children = [.. searches, Address(relay, state)],
        };
    }

    /// <summary>If the system's users cannot be looked up, every name is treated as a user.</summary>
    private bool IsUser(string user)
    {
        var accounts = settings.Context.Open("unix:passwd.byname", TableFormat.Plain);
        return accounts.Problem is not null || accounts.TryFind(Latin1Text.Bytes(user), out _);
    }

    /// <summary>The transport for the user from a table, otherwise that of the parameter.</summary>
    private (string Service, string Text)? Transport(string parameter, LocalState state, List<ExplanationNode> searches, out ExplanationNode? failure)
    {
        if (Value($"{parameter}_maps", TableFormat.UserTransport, state.User, searches, out failure) is { } listed) return (listed, $"{parameter}_maps: {Wording.Show(listed)}");
        return failure is null && settings.Get(parameter) is { Length: > 0 } value ? (value, $"{parameter}: {Wording.Show(value)}") : null;
    }

    private string? Value(string parameter, TableFormat format, string user, List<ExplanationNode> searches, out ExplanationNode? failure)
    {
        failure = null;
        var tables = settings.Tables(parameter, format);
        if (tables.Count == 0) return null;
        var search = new TableSearch(parameter, user, tables).Run([new Probe(user, ProbeReason.Alias)]);
        searches.Add(Wording.StepOf(search));
        report.Note(null, search.IsUncertain);
        if (search.Failure is not null) failure = Defer("4.3.0", "table lookup failure", Wording.Failure(search));
        return search.Answer?.Value;
    }

    private string Mailbox(string user)
    {
        if (settings.Get("home_mailbox") is { Length: > 0 } home) return $"the mailbox ~/{Wording.Show(home)}";
        var folder = settings.Get("mail_spool_directory");
        return $"the mailbox {Wording.Show(folder.EndsWith('/') ? $"{folder}{user}/" : $"{folder}/{user}")}";
    }
}
