using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Virtual mailboxes that virtual(8) cannot write, because no table names their users.</summary>
internal sealed class VirtualDeliveryRule : IConfigurationRule
{
    private static readonly string[] Users = ["virtual_uid_maps", "virtual_gid_maps"];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new VirtualDeliveryRule(), Rules.IncompleteVirtualDelivery);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        if (system.ValueOf("virtual_mailbox_domains").Length == 0 || system.ValueOf("virtual_mailbox_maps").Length == 0) return;
        var transport = system.ValueOf("virtual_transport").Split(':')[0];
        var service = system.Configuration.Services.FirstOrDefault(service => service.Name.Text == transport && service.Type.Text == "unix");
        if (service is null ? transport != "virtual" : service.ProcessName != "virtual") return;
        foreach (var parameter in Users.Where(parameter => system.ValueOf(parameter, service).Length == 0))
        {
            system.Report(
                Rules.IncompleteVirtualDelivery,
                system.PlaceOf(parameter) ?? system.PlaceOf("virtual_mailbox_maps"),
                $"{parameter} is empty: virtual(8) finds no {(parameter == Users[0] ? "user" : "group")} for a mailbox and defers the mail",
                $"write {parameter} = static:NUMBER, with the number of the {(parameter == Users[0] ? "user (id -u NAME)" : "group (id -g NAME)")} that owns the mailboxes",
                system.ValueOf("transport_maps").Length == 0 ? null : Severity.Warning);
        }
    }
}
