using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What the real smtpd says about each list of restrictions that lint reports, and that it accepts those that lint accepts.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RestrictionScenarioTests(ITestOutputHelper output)
{
    /// <summary>The list, the rule, what the log says, and how the answer to RCPT begins.</summary>
    private static readonly (string List, string? Rule, string? Said, string Answer)[] Lists =
    [
        ("reject_unauth_destination,check_client_access,static:OK", null, null, "250"),
        ("reject_unauth_destination,permit_everyone", "MK5425", "unknown smtpd restriction: \"permit_everyone\"", "451"),
        ("reject_unauth_destination,REJECT_ALL", "MK5425", "unknown smtpd restriction: \"REJECT_ALL\"", "451"),
        ("check_sender_access,reject_unauth_destination,static:OK", "MK5426", "restriction check_sender_access: bad argument \"reject_unauth_destination\": need maptype:mapname", "451"),
        ("reject_unauth_destination,check_sender_access", "MK5426", "need maptype:mapname", "451"),
        ("reject_unauth_destination,reject_rbl_client", "MK5426", "restriction reject_rbl_client requires domain name argument", "250"),
        ("reject_unauth_destination,check_sender_access,hsah:/x", "MK5420", "unsupported dictionary type: hsah", "451"),
        ("reject_unauth_destination,permit,reject", "MK5427", "restriction `reject' after `permit' is ignored", "250"),
    ];

    [RootFact("postfix")]
    public void Smtpd_reports_what_lint_reports()
    {
        using var postfix = new PostfixInstance();
        var ports = Lists.Select(_ => LoopbackPort.Free()).ToArray();
        var services = Lists.Select((list, index) => $"127.0.0.1:{ports[index]} inet n - n - - smtpd\n  -o smtpd_recipient_restrictions={list.List}").ToArray();
        postfix.Configure("myhostname = mail.example.com\nmydestination = example.com\nlocal_recipient_maps =\nsmtpd_relay_restrictions = reject_unauth_destination\nalias_maps =\nalias_database =\nmynetworks =", services);
        var findings = CommandRun.Of("lint", "--level", "info", "-c", postfix.ConfigurationFolder);
        output.WriteLine(findings.Output + findings.Error);
        postfix.Start();
        for (var index = 0; index < Lists.Length; index++)
        {
            var (list, rule, said, answer) = Lists[index];
            using var conversation = new SmtpConversation(ports[index], output.WriteLine);
            conversation.Say("MAIL FROM:<joe@example.org>");
            Assert.StartsWith(answer, conversation.Say("RCPT TO:<jane@example.com>"), StringComparison.Ordinal);
            var reported = findings.Output.Split('\n').Where(line => line.Contains($"master.cf:{LineOf(postfix, list)}:", StringComparison.Ordinal)).ToArray();
            if (rule is null) Assert.Empty(reported);
            else Assert.Contains(reported, line => line.Contains(rule, StringComparison.Ordinal));
            if (said is not null) AssertLogged(postfix, said);
        }
    }

    [RootFact("postfix")]
    public void A_program_of_Postfix_3_7_stops_at_a_table_without_a_type()
    {
        string[] words = ["/x", "hash;/x", "hash:"];
        using var postfix = new PostfixInstance();
        var ports = words.Select(_ => LoopbackPort.Free()).ToArray();
        var services = words.Select((word, index) => $"127.0.0.1:{ports[index]} inet n - n - - smtpd\n  -o smtpd_sender_login_maps={word}").ToArray();
        postfix.Configure("myhostname = mail.example.com\nlocal_recipient_maps =\nalias_maps =\nalias_database =", services);
        var findings = CommandRun.Of("lint", "-c", postfix.ConfigurationFolder).Output;
        postfix.Start();
        for (var index = 0; index < words.Length; index++)
        {
            Assert.Contains($"master.cf:{LineOf(postfix, words[index])}:", findings, StringComparison.Ordinal);
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, ports[index]);
            var message = $"fatal: open dictionary: expecting \"type:name\" form instead of \"{words[index]}\"";
            AssertLogged(postfix, message);
        }
    }

    /// <summary>The log is written by another process, a moment later.</summary>
    private static void AssertLogged(PostfixInstance postfix, string message) =>
        Assert.True(SpinWait.SpinUntil(() => postfix.Log.Contains(message, StringComparison.Ordinal), TimeSpan.FromSeconds(30)), message + "\n" + postfix.Log);

    private static int LineOf(PostfixInstance postfix, string list) =>
        1 + Array.FindIndex(File.ReadAllLines(Path.Combine(postfix.ConfigurationFolder, "master.cf")), line => line.EndsWith("=" + list, StringComparison.Ordinal));
}
