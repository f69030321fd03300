using System.Runtime.Versioning;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What the daemons do with the relations between main.cf and tables that lint reports.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RelationScenarioTests(ITestOutputHelper output)
{
    [RootFact("postfix")]
    public void The_daemons_do_what_lint_says()
    {
        using var postfix = new PostfixInstance();
        var (port, open) = (LoopbackPort.Free(), LoopbackPort.Free());
        var aliases = postfix.WriteTable("virtual", "joe@nowhere.example jane@both.example\nsome.example anything\n@boxes.example all@both.example\n");
        var mailboxes = postfix.WriteTable("mailboxes", "box@boxes.example box/\n");
        var recipients = postfix.WriteTable("recipients", "root@both.example OK\n");
        var senders = postfix.WriteTable("senders", "spam@spam.example REJECT\n");
        postfix.Configure(
            $"""
            myhostname = mail.example.com
            mydestination = both.example
            virtual_mailbox_domains = both.example, boxes.example
            virtual_mailbox_maps = texthash:{mailboxes}
            virtual_alias_maps = texthash:{aliases}
            local_recipient_maps =
            alias_maps =
            alias_database =
            mynetworks =
            smtpd_relay_restrictions = reject_unauth_destination
            smtpd_recipient_restrictions = check_recipient_access texthash:{recipients}, check_sender_access texthash:{senders}
            """,
            $"127.0.0.1:{port} inet n - n - - smtpd",
            $"127.0.0.1:{open} inet n - n - - smtpd\n  -o smtpd_relay_restrictions=\n  -o smtpd_recipient_restrictions=permit_mynetworks");
        foreach (var table in new[] { aliases, mailboxes, recipients, senders })
            File.SetUnixFileMode(table, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        var findings = CommandRun.Of("lint", "-c", postfix.ConfigurationFolder).Output;
        output.WriteLine(findings);
        foreach (var code in new[] { "MK5440", "MK5441", "MK5442", "MK5444", "MK5445" }) Assert.Contains($" {code}: ", findings, StringComparison.Ordinal);

        postfix.Start();
        using (var client = new SmtpConversation(port, output.WriteLine))
        {
            client.Say("MAIL FROM:<ann@client.example>");
            Assert.StartsWith("554 5.7.1 <joe@nowhere.example>: Relay access denied", client.Say("RCPT TO:<joe@nowhere.example>"), StringComparison.Ordinal);
            Assert.StartsWith("250", client.Say("RCPT TO:<any@both.example>"), StringComparison.Ordinal);
            client.Say("RSET");
            client.Say("MAIL FROM:<spam@spam.example>");
            Assert.StartsWith("554", client.Say("RCPT TO:<any@both.example>"), StringComparison.Ordinal);
            Assert.StartsWith("250", client.Say("RCPT TO:<root@both.example>"), StringComparison.Ordinal);
        }

        using var refused = new System.Net.Sockets.TcpClient();
        refused.Connect(System.Net.IPAddress.Loopback, open);
        AssertLogged(postfix, "do not list domain both.example in BOTH mydestination and virtual_mailbox_domains");
        AssertLogged(postfix, "specify at least one working instance of: reject_unauth_destination");
    }

    /// <summary>The log is written by another process, a moment later.</summary>
    private static void AssertLogged(PostfixInstance postfix, string message) =>
        Assert.True(SpinWait.SpinUntil(() => postfix.Log.Contains(message, StringComparison.Ordinal), TimeSpan.FromSeconds(30)), message + "\n" + postfix.Log);
}
