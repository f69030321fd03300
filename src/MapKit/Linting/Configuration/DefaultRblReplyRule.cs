using MapKit.Diagnostics;
using MapKit.Tables.RblReply;

namespace MapKit.Linting.Configuration;

/// <summary>The template of <c>default_rbl_reply</c>, whose macros are those of the SMTP server, not parameters.</summary>
internal sealed class DefaultRblReplyRule : IConfigurationRule
{
    private const string Parameter = "default_rbl_reply";

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new DefaultRblReplyRule(), Rules.BadRblReply, Rules.UnknownRblMacro);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var (setting, _) in system.Settings().Where(entry => entry.Setting.RawName == Parameter && entry.Setting.RawValue.Length > 0))
        {
            foreach (var problem in RblReplyTemplate.Parse(setting.RawValue, isDefault: true).Problems)
                system.Report(problem.Rule, setting, setting.PlaceOf(problem.Start, problem.Length), problem.Message, problem.Help);
        }
    }
}
