using System.Text;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.Configuration;
using MapKit.Linting.Configuration.Parameters;
using MapKit.Postfix;
using MapKit.Tests.Configuration;

namespace MapKit.Tests.Linting.Configuration.Parameters;

/// <summary>The findings of the rules about parameters in a main.cf and a master.cf that are not on disk.</summary>
internal static class CheckedParameters
{
    private static readonly LintRule[] Rules =
        [ParameterNameRule.Declaration, ParameterValueRule.Declaration, MailboxLimitRule.Declaration, WithoutEffectRule.Declaration];

    public static PostfixConfiguration Configuration(string main, string master, PostfixVersion version = PostfixVersion.Postfix37)
    {
        var options = new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = version, HostName = "host.example.com" };
        return PostfixConfiguration.Create(
            MainConfiguration.Read(Stream(main), MemoryConfiguration.Folder, options),
            MasterConfiguration.Read(Stream(master), MemoryConfiguration.Folder, options));
    }

    public static IReadOnlyList<Diagnostic> In(PostfixConfiguration configuration)
    {
        var system = new MailSystem(configuration, accounts: null);
        foreach (var rule in Rules.Cast<ConfigurationLintRule>()) rule.Create().Check(system);
        return [.. system.Files().SelectMany(file => file.Context.Findings.Take())];
    }

    /// <summary>Each finding in one line: the file, the place, the message and what to do.</summary>
    public static string[] Show(string main, string master = "", PostfixVersion version = PostfixVersion.Postfix37) =>
        [.. In(Configuration(main, master, version)).Select(finding => $"{finding.ToString().Replace(MemoryConfiguration.Folder + "/", "", StringComparison.Ordinal)} -> {finding.Help}")];

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
