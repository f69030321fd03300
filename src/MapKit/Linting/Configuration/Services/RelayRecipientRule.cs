using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Relayed domains of which every recipient is accepted.</summary>
internal sealed class RelayRecipientRule : IConfigurationRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new RelayRecipientRule(), Rules.AnyRelayRecipient);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        if (system.Configuration.Find("relay_domains") is not { } domains || system.ValueOf("relay_recipient_maps").Length > 0) return;
        if (domains.Value.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).All(word => word is "$mydestination" or "${mydestination}")) return;
        if (system.Settings().Any(found => found.Setting.RawValue.Contains("reject_unverified_recipient", StringComparison.OrdinalIgnoreCase))) return;
        system.Report(
            Rules.AnyRelayRecipient, domains, domains.ValuePlace,
            "relay_recipient_maps is empty: smtpd accepts every address in these domains, and what the next server refuses is returned to senders that may be forged",
            "list the recipients in relay_recipient_maps, or add reject_unverified_recipient to smtpd_recipient_restrictions");
    }
}
