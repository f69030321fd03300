using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>local(8) and virtual(8) refuse a limit of the mailbox that is below the limit of a message (docs/formats/parameters.md#bad-values).</summary>
internal sealed class MailboxLimitRule : IConfigurationRule
{
    /// <summary>The declaration.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(static () => new MailboxLimitRule(), Rules.MailboxLimitTooSmall);

    private const string MessageLimit = "message_size_limit";

    private static readonly (string Program, string Limit)[] Rows = [("local", "mailbox_size_limit"), ("virtual", "virtual_mailbox_limit")];

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var (program, limit) in Rows)
        {
            if (system.Configuration.Master is null) Check(system, program, limit, null);
            foreach (var service in system.Configuration.Services.Where(service => service.ProcessName == program)) Check(system, program, limit, service);
        }
    }

    private static void Check(MailSystem system, string program, string limit, MasterService? service)
    {
        if (NumberOf(system, limit, service) is not { } ofMailbox || NumberOf(system, MessageLimit, service) is not { } ofMessage) return;
        if (ofMailbox == 0 || (ofMessage != 0 && ofMailbox >= ofMessage)) return;
        var setting = system.Configuration.Find(limit, service) ?? system.Configuration.Find(MessageLimit, service);
        if (setting is null) return;
        var reason = ofMessage == 0 ? $"{limit} is limited, but {MessageLimit} is not" : $"{limit} ({ofMailbox}) is smaller than {MessageLimit} ({ofMessage})";
        system.Report(
            Rules.MailboxLimitTooSmall, setting, setting.ValuePlace, $"{reason}; {ProgramFailure.Show(program)} stops as it starts, so that {ProgramFailure.EffectOf(program)}",
            ofMessage == 0 ? $"write `{limit} = 0`" : $"write `{limit} = 0`, or {ofMessage} or more",
            IsUsed(system, program) ? null : Severity.Info);
    }

    /// <summary>Whether mail surely reaches the program. The master.cf of the package has a service for each, used or not.</summary>
    private static bool IsUsed(MailSystem system, string program)
    {
        var (transport, domains) = program == "local" ? ("local_transport", "mydestination") : ("virtual_transport", "virtual_mailbox_domains");
        if (system.ValueOf(domains).Length == 0) return false;
        var name = system.ValueOf(transport).Split(':')[0];
        var service = system.Configuration.Services.FirstOrDefault(service => service.Name.Text == name && service.Type.Text == "unix");
        return (service?.ProcessName ?? name) == program;
    }

    private static long? NumberOf(MailSystem system, string parameter, MasterService? service)
    {
        var value = system.ValueOf(parameter, service);
        return LeadingNumber.Read(value) is var number && number.IsWhole(value) ? number.Value : null;
    }
}
