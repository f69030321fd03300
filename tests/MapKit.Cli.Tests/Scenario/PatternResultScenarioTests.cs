using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>Results of pattern tables: what the rules report, and what the real Postfix does with the same tables.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PatternResultScenarioTests(ITestOutputHelper output)
{
    /// <summary>The parameters whose tables refuse substitution, and rules that have one.</summary>
    private static readonly (string Parameter, string Rule)[] Refused =
    [
        ("transport_maps", "/@(.*)$/ smtp:[mx.$1]"),
        ("sender_dependent_relayhost_maps", "/@(.*)$/ [mx.$1]"),
        ("sender_dependent_default_transport_maps", "/@(.*)$/ smtp:[mx.$1]"),
        ("alias_maps", "/^(.*)$/ $1"),
    ];

    [RootFact("postfix")]
    public void Tables_that_choose_a_route_and_aliases_refuse_substitution()
    {
        using var postfix = new PostfixInstance();
        try
        {
            Configure(postfix);
            postfix.Start();
            postfix.Send("root@mail.example.com", "A mail", "Text.");
            postfix.Send("joe@example.org", "A mail", "Text.");
            foreach (var (parameter, _) in Refused)
            {
                PostfixInstance.WaitUntil(
                    () => Regex.IsMatch(postfix.Log, $"regexp map [^ ]*/{parameter}, line 1: regular expression substitution is not allowed: skipping this rule"),
                    $"the rule of {parameter} is skipped");
            }
        }
        finally
        {
            output.WriteLine(postfix.Log);
        }
    }

    [RootFact("postfix")]
    public void The_rules_report_the_same_tables()
    {
        using var postfix = new PostfixInstance();
        Configure(postfix);
        var run = CommandRun.Of("lint", "-c", postfix.ConfigurationFolder);
        foreach (var (parameter, _) in Refused) Assert.Matches($"/{parameter}:1:[0-9]+: error MK2921: ", run.Output);
    }

    [RootFact("postfix")]
    public void Values_in_the_name_of_a_table_are_checked()
    {
        using var postfix = new PostfixInstance();
        postfix.Configure("smtpd_client_restrictions = check_client_access static:REJCT, check_client_access inline:{192.0.2.1=REJCT, {192.0.2.2 = REJECT no}}\nheader_checks = regexp:{{/x/ DROP}, {/y/ WARN}}\n");
        var run = CommandRun.Of("lint", "-c", postfix.ConfigurationFolder);
        Assert.Matches("main.cf:[0-9]+:[0-9]+: error MK2601: in static:, \"REJCT\": ", run.Output);
        Assert.Matches("main.cf:[0-9]+:[0-9]+: error MK2601: in inline:, \"REJCT\": ", run.Output);
        Assert.Matches("main.cf:[0-9]+:[0-9]+: error MK2911: in regexp:, \"DROP\" ", run.Output);
        Assert.DoesNotContain("WARN\" is not", run.Output, StringComparison.Ordinal);
    }

    private static void Configure(PostfixInstance postfix)
    {
        foreach (var (parameter, rule) in Refused) postfix.WriteTable(parameter, rule + "\n");
        postfix.Configure(string.Concat(Refused.Select(row => $"{row.Parameter} = regexp:{postfix.ConfigurationFolder}/{row.Parameter}\n")) + """
            myhostname = mail.example.com
            mydestination = mail.example.com
            alias_database =
            default_transport = error:5.7.1 none
            """);
    }
}
