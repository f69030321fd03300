using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Lookup.Probes;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;
using MapKit.Tables.SaslPasswd;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// Next hops without credentials in the sasl_passwd tables that are linted with them, although the tables seem to contain
/// some, and <c>*</c> routes that send everything with credentials. smtp(8) looks up the name of the server, and then the
/// destination exactly as written (<c>smtp_sasl_passwd_lookup</c>, docs/formats/table-formats.md#sasl_passwd).
/// </summary>
/// <remarks>
/// No finding if smtp(8) may find some: without brackets the name of the server is that of a mail exchanger, which a
/// key without port of the same organisation may be. Another port of the host is reported only if the route has one for submission. An <c>lmtp</c> client has a separate table, and a service
/// of master.cf may have one.
/// </remarks>
internal sealed class CredentialsRule(MailSystem? system = null) : ICrossTableRule
{
    private const string PasswordMaps = "smtp_sasl_password_maps";
    private const string Enable = "smtp_sasl_auth_enable";

    private static readonly string[] RouteTables = ["transport_maps", "sender_dependent_relayhost_maps", "sender_dependent_default_transport_maps", "fallback_transport_maps", "mailbox_transport_maps"];
    private static readonly string[] RelayParameters = ["relayhost", "smtp_fallback_relay"];
    private static readonly string[] TransportParameters = ["default_transport", "relay_transport", "local_transport", "virtual_transport", "mailbox_transport", "fallback_transport", "content_filter"];

    private readonly IReadOnlySet<string> _clients = system?.SmtpClients() ?? MailSystem.UsualSmtpClients;
    private readonly CredentialKeys _keys = new();
    private readonly List<CredentialRoutes> _routes = [];
    private readonly List<LintContext> _tables = [];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new CredentialsRule(system),
        formats => formats.Contains(TableFormat.SaslPasswd) && formats.Any(IsRoutes),
        NeedsConfiguration: false,
        new RuleScope(TableFormat.SaslPasswd, TableFormat.Transport, TableFormat.SenderRelay, TableFormat.SenderTransport),
        Rules.CredentialsMissed, Rules.NoCredentials, Rules.EverythingWithCredentials, Rules.UnreachedCredentials);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        _tables.Add(table);
        if (table.Format == TableFormat.SaslPasswd)
        {
            _keys.IsKnown = true;
            return new Passwords(_keys, table);
        }

        if (!IsRoutes(table.Format)) return null;
        var routes = new CredentialRoutes(table, _clients);
        _routes.Add(routes);
        return routes;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (!_keys.IsKnown || system?.HasOnlyInMain(_tables, PasswordMaps) == false) return;
        if (system is not null && LogsInNowhere(system)) return;
        if (system is not null) _routes.Add(RoutesOf(system, _clients));
        foreach (var routes in _routes)
        {
            foreach (var route in routes.Found) Check(routes, route);
            if (routes.Everything is { } everything) CheckCatchAll(routes, everything);
        }

        if (system is not null) CheckKeys(system);
    }

    /// <summary>Reports that main.cf names passwords but does not enable their use in the SMTP client.</summary>
    private static bool LogsInNowhere(MailSystem system)
    {
        if (system.ValueOf(PasswordMaps).Length == 0 || system.IsOnAnywhere(Enable, "smtp")) return false;
        system.Context.Report(
            Rules.UnreachedCredentials,
            system.PlaceOf(PasswordMaps),
            $"{PasswordMaps} is set, but {Enable} is yes neither in main.cf nor for a service; Postfix never logs in and looks up no credentials",
            $"set {Enable} = yes");
        return true;
    }

    /// <summary>The next hops of main.cf.</summary>
    private static CredentialRoutes RoutesOf(MailSystem system, IReadOnlySet<string> clients)
    {
        var routes = new CredentialRoutes(system.Context, clients);
        foreach (var parameter in RelayParameters) routes.Add(system.ValueOf(parameter), TableFormat.SenderRelay, system.PlaceOf(parameter));
        foreach (var parameter in TransportParameters) routes.Add(system.ValueOf(parameter), TableFormat.Transport, system.PlaceOf(parameter));
        return routes;
    }

    /// <summary>Keys that are never looked up, if all routes are known.</summary>
    private void CheckKeys(MailSystem system)
    {
        var knowsRoutes = system.HasOnly(_tables, RouteTables) && !system.IsOverridden(RelayParameters) && !system.IsOverridden(TransportParameters);
        var bySender = system.IsOnAnywhere("smtp_sender_dependent_authentication", "smtp");
        foreach (var (key, kind, table, place) in _keys.Limited)
        {
            if (kind != SaslPasswdPatternKind.Destination)
            {
                if (!bySender) ReportSender(table, place);
            }
            else if (knowsRoutes && !key.IsMisspelt && !_routes.Exists(routes => routes.Has(key.Text)))
            {
                table.Report(
                    Rules.UnreachedCredentials,
                    place,
                    "no route in main.cf or its tables has exactly this next hop; Postfix never looks it up",
                    "write it as the next hop is written, or remove the line");
            }
        }
    }

    private static void ReportSender(LintContext table, SourcePlace place) => table.Report(
        Rules.UnreachedCredentials,
        place,
        "the key is a sender, which Postfix looks up only with smtp_sender_dependent_authentication = yes",
        "set the parameter in main.cf, or write the next hop as the key");

    private static bool IsRoutes(TableFormat format) =>
        format == TableFormat.Transport || format == TableFormat.SenderRelay || format == TableFormat.SenderTransport;

    private void Check(CredentialRoutes routes, CredentialRoute route)
    {
        var hop = route.Hop;
        if (hop.IsIPv6 || IsFound(routes, route) || (!hop.IsBracketed && _keys.MayNameServerOf(hop.Host))) return;
        var lookup = hop.IsBracketed ? $"{Latin1Text.Show(hop.Host)} and {Latin1Text.Show(route.Text)}" : $"the name of its server and {Latin1Text.Show(route.Text)}";
        var others = MoreEntries.Text(route.Count);
        var wantsCredentials = SubmissionPorts.WantCredentials(hop.Port) && !_keys.HasSenders;
        if ((_keys.FindSpelling(hop.Host, hop.Port) ?? (wantsCredentials ? _keys.FindHost(hop.Host) : null)) is { } other)
        {
            other.IsMisspelt = true;
            // Host and port are those of the route: the quoted text is not a secret.
            var shown = other.Port is null || other.Port == hop.Port || SubmissionPorts.WantCredentials(other.Port) ? $", with {Latin1Text.Show(other.Text)}," : "";
            routes.Table.Report(
                Rules.CredentialsMissed,
                route.Place,
                string.Create(CultureInfo.InvariantCulture, $"{Latin1Text.Show(route.Text)} finds no credentials: Postfix looks up {lookup}, but line {other.Line} of {other.Path}{shown} is written differently; Postfix does not log in{others}"),
                $"write {route.Text} as the key there, exactly");
        }
        else if (wantsCredentials)
        {
            routes.Table.Report(
                Rules.NoCredentials,
                route.Place,
                $"there are no credentials for {Latin1Text.Show(route.Text)}, although its port is for submission with a login; Postfix looks up {lookup}{others}",
                $"add {route.Text} to sasl_passwd, or use port 25 if the server wants no login");
        }
    }

    private void CheckCatchAll(CredentialRoutes routes, CredentialRoute route)
    {
        if (!IsFound(routes, route)) return;
        routes.Table.Report(
            Rules.EverythingWithCredentials,
            route.Place,
            $"* sends mail for every domain to {Latin1Text.Show(route.Text)}, which has credentials; everyone who may send through this host uses that account",
            "restrict who may send (smtpd_relay_restrictions); relayhost in main.cf does not apply to local and relay domains");
    }

    private bool IsFound(CredentialRoutes routes, CredentialRoute route) =>
        CredentialProbes.OfServer(route.Hop.IsBracketed ? route.Hop.Host : null, route.Text).Any(probe => _keys.Has(probe.Key, routes.Folder));

    private sealed class Passwords(CredentialKeys keys, LintContext table) : IEntryRule
    {
        private readonly KeyFolder _folder = new(table.Folding);

        public void See(in Entry entry) => keys.Add(ByteText.FromBytes(entry.Key), table, entry.KeyPlace, _folder);

        public void End()
        {
        }
    }
}
