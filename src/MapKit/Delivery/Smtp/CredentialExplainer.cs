using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery.Smtp;

/// <summary>Explains the credentials with which the SMTP client logs in (docs/formats/table-formats.md#sasl_passwd). Passwords are not included.</summary>
/// <param name="settings">The settings of the client.</param>
internal sealed class CredentialExplainer(ServiceSettings settings)
{
    private readonly List<ExplanationNode> _steps = [];
    private readonly List<string> _users = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>The users found, as text.</summary>
    public IReadOnlyList<string> Users => _users;

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Why Postfix defers the mail; null if it does not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Looks up the credentials of each destination of a next hop.</summary>
    /// <param name="nextHop">The next hop, exactly as written; several destinations are separated by commas or whitespace.</param>
    /// <param name="sender">The sender in internal form; empty or null if it is not looked up.</param>
    /// <param name="host">The name of the server, or null if unknown.</param>
    /// <param name="tables">The tables.</param>
    public void OfNextHop(string nextHop, string? sender, string? host, IReadOnlyList<ExplainedTable> tables)
    {
        foreach (var destination in nextHop.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
            OfDestination(destination, sender, host, tables);
    }

    /// <summary>Looks up the credentials of a sender.</summary>
    /// <param name="sender">The sender in internal form.</param>
    /// <param name="tables">The tables.</param>
    public void OfSender(string sender, IReadOnlyList<ExplainedTable> tables)
    {
        if (!AsksForSenders) _steps.Add(new ExplanationNode(ExplanationKind.Note, "smtp_sender_dependent_authentication is off: Postfix does not look up senders"));
        Ask(sender, tables, new AddressProbes(settings.Probes).OfAddress(sender));
    }

    private void OfDestination(string destination, string? sender, string? host, IReadOnlyList<ExplainedTable> tables)
    {
        var hop = DestinationHop.Parse(destination);
        host = hop.IsBracketed ? hop.Host : host;
        IEnumerable<Probe> probes = [];
        if (!string.IsNullOrEmpty(sender) && AsksForSenders) probes = new AddressProbes(settings.Probes).OfAddress(sender);
        if (host is null)
            _steps.Add(new ExplanationNode(ExplanationKind.Note, $"before {Wording.Show(destination)} Postfix looks up the name of the server, which the MX records of {Wording.Show(hop.Host)} give (--host)"));
        Ask(destination, tables, probes.Concat(CredentialProbes.OfServer(host, destination)));
    }

    private bool AsksForSenders => settings.Program != "lmtp" && settings.IsOn("smtp_sender_dependent_authentication");

    private void Ask(string subject, IReadOnlyList<ExplainedTable> tables, IEnumerable<Probe> probes)
    {
        var search = new TableSearch("smtp_sasl_password_maps", subject, tables).Run(probes);
        _steps.Add(Wording.StepOf(search));
        IsUncertain |= search.IsUncertain;
        if (search.Failure is not null)
        {
            Problem ??= Wording.Failure(search);
            _steps.Add(new ExplanationNode(ExplanationKind.Deferral, $"{Wording.Failure(search)}; Postfix defers the mail"));
        }

        if (search.Answer is not { Value: { } value }) return;
        var delimiter = settings.Get("smtp_sasl_password_result_delimiter") is { Length: > 0 } text ? text[0] : ':';
        var end = value.IndexOf(delimiter, StringComparison.Ordinal);

        // Without a delimiter the text before it may be the password.
        var user = SecretMask.User(value, delimiter);
        _users.Add($"user {user}");
        _steps.Add(new ExplanationNode(ExplanationKind.Credentials, $"logs in as user {user}, password {(end < 0 || end == value.Length - 1 ? "empty" : SecretMask.Text)}")
        {
            Facts = [("user", user)],
        });
    }

    /// <summary>The host of a destination as the client parses it.</summary>
    private sealed record DestinationHop(string Host, bool IsBracketed)
    {
        public static DestinationHop Parse(string destination)
        {
            if (destination.StartsWith('['))
            {
                var close = destination.IndexOf(']', StringComparison.Ordinal);
                if (close > 0) return new DestinationHop(destination[1..close], true);
            }

            var colon = destination.LastIndexOf(':');
            return new DestinationHop(colon < 0 ? destination : destination[..colon], false);
        }
    }
}
