using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.SenderRelay;
using MapKit.Tables.Transport;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Transports and next hops in main.cf and in options of services: <c>relayhost</c>, <c>default_transport</c>, <c>content_filter</c> and the like.</summary>
internal sealed class RouteParameterRule : IConfigurationRule
{
    /// <summary>The lists whose domains a transport is for: without domains it is not used.</summary>
    private static readonly (string Transport, string Domains)[] Classes =
    [
        ("local_transport", "mydestination"), ("virtual_transport", "virtual_mailbox_domains"), ("relay_transport", "relay_domains"),
    ];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(
        () => new RouteParameterRule(),
        Rules.UnknownTransport, Rules.RouteWithoutColon, Rules.BadTransportName, Rules.HostAsTransport, Rules.UnbalancedBracket, Rules.BadPort, Rules.BadHost, Rules.EmptyNextHop,
        Rules.NoNextHop, Rules.WhitespaceAfterColon, Rules.SubmissionWithoutBrackets, Rules.TransportInRelayHost);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var (setting, service) in system.Settings())
        {
            if (!ReferenceEquals(system.Configuration.Find(setting.Name, service), setting) || setting.RawValue.Length == 0) continue;
            if (ParameterCatalogue.Find(setting.RawName, system.Configuration.Main.Version) is not { Kind: ParameterKind.Transport or ParameterKind.Hosts } parameter) continue;
            if (system.ValueOrNull(setting.RawName, service) is not { Text.Length: > 0 } value) continue;
            if (parameter.Kind == ParameterKind.Hosts) Report(system, value, HopsOf(value.Text));
            else CheckTransport(system, value);
        }
    }

    private static IReadOnlyList<ValueProblem> HopsOf(string text) => [.. SenderRelayValue.Parse(text).Problems.Where(problem => problem.Rule != Rules.EmptyNextHop)];

    private static void CheckTransport(MailSystem system, ParameterValue value)
    {
        var colon = value.Text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? value.Text : value.Text[..colon];
        var isKnown = system.MasterPath is null || system.HasTransport(name);
        var problems = TransportValue.Parse(value.Text).Problems.Where(problem => !isKnown || problem.Rule != Rules.RouteWithoutColon).ToArray();
        if (isKnown || problems.Any(problem => problem.Rule == Rules.BadTransportName || problem.Rule == Rules.HostAsTransport))
        {
            Report(system, value, problems);
            return;
        }

        if (value.PlaceOf(0, Math.Max(name.Length, 1)) is not { } place) return;
        var message = name.Length > 0
            ? TransportNames.MessageOf(system.MasterPath!, name)
            : $"{value.Parameter} has no transport before the colon; Postfix cannot use it and defers the mail";
        var near = NameDistance.Nearest(name, system.Configuration.Services.Where(service => system.HasTransport(service.Name.Text)).Select(service => service.Name.Text));
        system.Report(Rules.UnknownTransport, place.Setting, place.Place, message, near is null ? TransportNames.Help : $"write {near}{value.Text[name.Length..]}", IsUsed(system, value.Parameter) ? Severity.Error : Severity.Warning);
    }

    /// <summary>Whether mail surely needs the transport. Tables may give every domain of a class another one.</summary>
    private static bool IsUsed(MailSystem system, string parameter) =>
        Array.Find(Classes, row => row.Transport == parameter) is { Domains: not null } found
            ? system.ValueOf(found.Domains).Length > 0 && system.ValueOf("transport_maps").Length == 0
            : !parameter.StartsWith("address_verify_", StringComparison.Ordinal);

    private static void Report(MailSystem system, ParameterValue value, IEnumerable<ValueProblem> problems)
    {
        // Only if the first server cannot be used, the next is asked.
        var first = value.Text.AsSpan().IndexOfAny(' ', ',') is >= 0 and var end ? end : value.Text.Length;
        foreach (var problem in problems)
        {
            var severity = problem.Start > first && problem.Severity == Severity.Error ? Severity.Warning : problem.Severity;
            if (value.PlaceOf(problem.Start, Math.Max(problem.Length, 1)) is { } place)
                system.Report(problem.Rule, place.Setting, place.Place, $"{value.Parameter}: {problem.Message}", problem.Help, severity);
        }
    }
}
