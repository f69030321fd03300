using MapKit.Configuration;
using MapKit.Configuration.Macros;
using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery.Local;

/// <summary>
/// Explains what local(8) does with a name that is not an alias: <c>.forward</c>, another transport or the mailbox; for an unknown user a
/// fallback transport, <c>luser_relay</c>, or a bounce (<c>deliver_mailbox</c>, <c>deliver_unknown</c>).
/// </summary>
/// <param name="context">The configuration.</param>
/// <param name="service">The service that delivers; null if there is no master.cf.</param>
internal sealed class UserDelivery(ExplainContext context, MasterService? service)
{
    /// <summary>Names whose mail is discarded if there is no alias or mailbox with the name.</summary>
    private static readonly string[] RequiredNames = ["postmaster", "mailer-daemon"];

    private readonly List<ExplanationNode> _searches = [];

    /// <summary>Whether a table could not be asked that might have answered.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Why Postfix defers the mail; null if it does not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether Postfix bounces the mail.</summary>
    public bool IsBounced { get; private set; }

    /// <summary>The address to which <c>luser_relay</c> sends mail for an unknown user, in external form; null if not set.</summary>
    public string? Relay { get; private set; }

    /// <summary>Explains a name.</summary>
    /// <param name="recipient">The address in internal form.</param>
    /// <param name="why">Why it is no alias.</param>
    public ExplanationNode Explain(string recipient, string why)
    {
        var at = recipient.LastIndexOf('@');
        var name = FoldedText.Fold(at < 0 ? recipient : recipient[..at]);
        var extension = context.Settings.Delimiter.ExtensionOf(name);
        var user = name[..^(extension?.Length ?? 0)];
        var (kind, text) = IsUser(user) ? ForUser(user, why) : ForUnknownUser(user, why, recipient, extension);
        return new ExplanationNode(kind, text) { Facts = [("user", Wording.Show(user))], Children = _searches };
    }

    private (ExplanationKind Kind, string Text) ForUser(string user, string why)
    {
        var mailbox = Transport("mailbox_transport", user) ?? Value("mailbox_command_maps", user) ?? Parameter("mailbox_command") ?? Mailbox(user);
        return Deferral() ?? (ExplanationKind.User, $"the local user {Wording.Show(user)} ({why}): ~/.forward, then {mailbox}");
    }

    private (ExplanationKind Kind, string Text) ForUnknownUser(string user, string why, string recipient, string? extension)
    {
        var shown = Wording.Show(user);
        var absent = $"{shown} is not a user of this host ({why})";
        if (Transport("mailbox_transport", user) is { } mailbox) return (ExplanationKind.User, $"the local user {shown} ({why}): {mailbox}");
        if (Deferral() is { } waits) return waits;
        if (Transport("fallback_transport", user) is { } fallback) return (ExplanationKind.User, $"{absent}: {fallback}");
        if (Deferral() is { } waitsNow) return waitsNow;
        if (RelayOf(user, recipient, extension) is { Length: > 0 } relay)
        {
            Relay = relay;
            return (ExplanationKind.Address, $"{absent}: luser_relay sends the mail to {Wording.Show(relay)}");
        }

        if (RequiredNames.Contains(user)) return (ExplanationKind.Note, $"{absent}: Postfix discards the mail, with the warning \"required alias not found: {shown}\"");
        IsBounced = true;
        return (ExplanationKind.Bounce, $"{absent}: Postfix bounces the mail: unknown user: \"{shown}\"");
    }

    /// <summary>If the system's users cannot be looked up, every name is treated as a user.</summary>
    private bool IsUser(string user)
    {
        var accounts = context.Open("unix:passwd.byname", TableFormat.Plain);
        return accounts.Problem is not null || accounts.TryFind(Tables.Grammar.Latin1Text.Bytes(user), out _);
    }

    /// <summary>The transport for the user from a table, otherwise that of the parameter.</summary>
    private string? Transport(string parameter, string user) => Value($"{parameter}_maps", user) ?? (Problem is null ? Parameter(parameter) : null);

    private string? Parameter(string parameter) => context.Get(parameter, service) is { Length: > 0 } value ? $"{parameter}: {Wording.Show(value)}" : null;

    /// <summary>The values of a parameter's tables for the user.</summary>
    private string? Value(string parameter, string user)
    {
        var tables = context.ConfiguredTables(parameter, TableFormat.Plain, service);
        if (tables.Count == 0 || Problem is not null) return null;
        var search = new TableSearch(parameter, user, tables).Run([new Probe(user, ProbeReason.Alias)]);
        _searches.Add(Wording.StepOf(search));
        IsUncertain |= search.IsUncertain;
        if (search.Failure is not null) Problem = Wording.Failure(search);
        return search.Answer is { Value: { } value } ? $"{parameter}: {Wording.Show(value)}" : null;
    }

    private (ExplanationKind Kind, string Text)? Deferral() => Problem is null ? null : (ExplanationKind.Deferral, $"{Problem}; Postfix defers the mail");

    private string Mailbox(string user)
    {
        if (context.Get("home_mailbox", service) is { Length: > 0 } home) return $"the mailbox ~/{Wording.Show(home)}";
        var folder = context.Get("mail_spool_directory", service);
        return $"the mailbox {Wording.Show(folder.EndsWith('/') ? $"{folder}{user}/" : $"{folder}/{user}")}";
    }

    private string RelayOf(string user, string recipient, string? extension)
    {
        var names = new Dictionary<string, string>
        {
            ["user"] = user,
            ["extension"] = extension is null ? "" : extension[1..],
            ["local"] = user + extension,
            ["domain"] = FoldedText.Fold(recipient[(recipient.LastIndexOf('@') + 1)..]),
            ["recipient"] = recipient,
            ["recipient_delimiter"] = extension is null ? "" : extension[..1],
        };
        return new MacroEvaluator(new Names(names), context.Lookup.Version, static (_, _) => { }).Evaluate(context.Unexpanded("luser_relay", service));
    }

    /// <summary>The macros of <c>luser_relay</c>.</summary>
    private sealed class Names(Dictionary<string, string> values) : IParameterSource
    {
        /// <inheritdoc/>
        public string? Find(string name) => values.GetValueOrDefault(name)?.Replace("$", "$$", StringComparison.Ordinal);
    }
}
