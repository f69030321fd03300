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
            ofMessage == 0 ? $"write `{limit} = 0`" : $"write `{limit} = 0`, or {ofMessage} or more");
    }

    private static long? NumberOf(MailSystem system, string parameter, MasterService? service)
    {
        var value = system.ValueOf(parameter, service);
        return LeadingNumber.Read(value) is var number && number.IsWhole(value) ? number.Value : null;
    }
}
