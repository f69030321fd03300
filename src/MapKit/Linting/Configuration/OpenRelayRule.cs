using MapKit.Configuration;
using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration;

/// <summary>A configuration that relays mail for everybody, or with which smtpd refuses to run because it would.</summary>
internal sealed class OpenRelayRule : IConfigurationRule
{
    private const string RelayList = "smtpd_relay_restrictions";
    private const string RecipientList = "smtpd_recipient_restrictions";

    private static readonly string[] Everybody = ["0.0.0.0/0", "[::]/0", "::/0", "0/0"];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new OpenRelayRule(), Rules.OpenRelay);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        CheckService(system, null);
        foreach (var service in system.Configuration.Services.Where(service => service.ProcessName == "smtpd" && service.Overrides.Any(setting => setting.Name is RelayList or RecipientList)))
            CheckService(system, service);
        if (system.ValueOrNull("mynetworks", null) is not { } networks) return;
        foreach (var word in networks.Words().Where(word => Everybody.Contains(word.Text)))
        {
            if (networks.PlaceInList(word) is { } place)
                system.Report(Rules.OpenRelay, place.Setting, place.Place, $"{word.Text} is every host: permit_mynetworks lets anybody send mail through this host", "write the networks of your hosts only");
        }
    }

    private static void CheckService(MailSystem system, MasterService? service)
    {
        if (system.ValueOrNull(RelayList, service) is not { } relay || system.ValueOrNull(RecipientList, service) is not { } recipient) return;
        if (HasGuard(system, recipient, service) || HasGuard(system, relay, service)) return;
        var setting = system.Configuration.Find(RelayList, service) ?? system.Configuration.Find(RecipientList, service);
        if (setting is null) return;
        system.Report(
            Rules.OpenRelay,
            setting,
            setting.ValuePlace,
            $"neither {RelayList} nor {RecipientList} has a working restriction against relaying; smtpd stops with \"specify at least one working instance of: reject_unauth_destination ...\" and accepts no mail",
            $"write {setting.Name} = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination");
    }

    private static bool HasGuard(MailSystem system, ParameterValue list, MasterService? service) => RelayGuard.IsIn(
        TextsOf(list), name => system.WordsAnywhere("smtpd_restriction_classes").Contains(name) && system.ValueOrNull(name, service) is { } inClass ? TextsOf(inClass) : null);

    private static IReadOnlyList<string> TextsOf(ParameterValue value) => [.. value.Words().Select(word => word.Text)];
}
