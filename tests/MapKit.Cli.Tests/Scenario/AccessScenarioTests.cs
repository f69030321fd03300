using System.Globalization;
using System.Runtime.Versioning;
using MapKit.Diagnostics;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// What the rules of access tables say that the SMTP server does, asked of the real one: a table of actions, one recipient for each,
/// and a table of clients, whose addresses XCLIENT pretends.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class AccessScenarioTests(ITestOutputHelper output)
{
    /// <summary>What the restriction behind the table answers: it has found nothing, or not used what it found.</summary>
    private const string PassedOver = "554 5.7.1 <{0}>: Recipient address rejected: Access denied";

    private const string ServerError = "451 4.3.5 Server configuration error";
    private const string Permitted = "250 2.1.5 Ok";

    /// <summary>A value, what RCPT TO is answered ({0} is the recipient), and the rule that says so, or null where nothing is wrong.</summary>
    private static readonly (string Value, string Answer, DiagnosticRule? Rule)[] Actions =
    [
        ("OK", Permitted, null),
        ("relay", Permitted, null),
        ("OK # our own", Permitted, Rules.InlineComment),
        ("1095948585", Permitted, null),
        ("550", Permitted, Rules.CodePermits),
        ("450", Permitted, Rules.CodePermits),
        ("550 5.1.1 gone", "550 5.1.1 <{0}>: Recipient address rejected: gone", null),
        ("REJECT # spammer", "554 5.7.1 <{0}>: Recipient address rejected: # spammer", Rules.InlineComment),
        ("DUNNO", PassedOver, null),
        ("INFO seen", PassedOver, null),
        ("defer later", "450 4.7.1 <{0}>: Recipient address rejected: later", null),
        ("insiders", Permitted, null),
        ("permit_auth_destination, permit", Permitted, null),
        ("reject_rbl_client", PassedOver, null),
        ("REJCT", ServerError, Rules.UnknownAction),
        ("0K", ServerError, Rules.UnknownAction),
        ("OK,", ServerError, Rules.UnknownAction),
        ("\"REJECT\"", ServerError, Rules.UnknownAction),
        ("250 ok", ServerError, Rules.UnknownAction),
        ("reject_non_fqdn_sender, rejct", ServerError, Rules.UnknownAction),
        ("DENY", ServerError, Rules.DoubtfulAction),
        ("go away now", ServerError, Rules.DoubtfulAction),
        ("reject_non_fqdn_sender # inside", ServerError, Rules.InlineComment),
        ("REJECT: go away", ServerError, Rules.TableInAccess),
        ("check_client_access static:OK", ServerError, Rules.TableInAccess),
        ("check_sender_access", ServerError, Rules.TableInAccess),
        ("FILTER", PassedOver, Rules.BadActionParameter),
        ("FILTER scan", PassedOver, Rules.BadActionParameter),
        ("REDIRECT joe", PassedOver, Rules.BadActionParameter),
        ("BCC", PassedOver, Rules.BadActionParameter),
        ("PREPEND X-Note", PassedOver, Rules.BadActionParameter),
    ];

    /// <summary>A key, a client's name and address, and whether the key is found.</summary>
    private static readonly (string Key, string Name, string Address, bool IsFound)[] Clients =
    [
        ("192.0.2.1", "[UNAVAILABLE]", "192.0.2.1", true),
        ("192.1.2", "[UNAVAILABLE]", "192.1.2.1", true),
        ("192.2.2.", "[UNAVAILABLE]", "192.2.2.1", false),
        ("[192.3.2.1]", "[UNAVAILABLE]", "192.3.2.1", false),
        ("192.004.2.1", "[UNAVAILABLE]", "192.4.2.1", false),
        ("192.5.2.0/24", "[UNAVAILABLE]", "192.5.2.1", false),
        ("2001:db8:1::1", "[UNAVAILABLE]", "IPV6:2001:db8:1::1", true),
        ("2001:db8:2:3", "[UNAVAILABLE]", "IPV6:2001:db8:2:3:4:5:6:7", true),
        ("2001:db8:3:", "[UNAVAILABLE]", "IPV6:2001:db8:3::1", true),
        ("2001:db8:4::", "[UNAVAILABLE]", "IPV6:2001:db8:4::1", false),
        ("2001:0db8:5::1", "[UNAVAILABLE]", "IPV6:2001:db8:5::1", false),
        ("2001:DB8:6::A", "[UNAVAILABLE]", "IPV6:2001:db8:6::a", true),
        ("name.example", "mx.name.example", "192.6.2.1", true),
        (".dot.example", "mx.dot.example", "192.7.2.1", false),
        ("@at.example", "at.example", "192.8.2.1", false),
        ("*.star.example", "mx.star.example", "192.9.2.1", false),
        ("Connect:192.10.2.1", "[UNAVAILABLE]", "192.10.2.1", false),
    ];

    [RootFact("postmap", "postfix")]
    public void The_SMTP_server_does_what_the_rules_say()
    {
        using var postfix = new PostfixInstance();
        try
        {
            var port = LoopbackPort.Free();
            var actions = string.Concat(Actions.Select((action, index) => $"{Recipient(index)} {action.Value}\n"));
            var clients = string.Concat(Clients.Select(client => $"{client.Key} 550 5.7.1 found\n"));
            foreach (var (name, table) in ((string, string)[])[("access", actions), ("client_access", clients)])
            {
                // It warns of the keys that end in a colon.
                Assert.Equal(0, Tool.Run("postmap", "-c", Configured(postfix, port), $"hash:{postfix.WriteTable(name, table)}").ExitCode);
            }

            postfix.Start();

            using var session = new SmtpConversation(port, output.WriteLine);
            foreach (var (answer, index) in Actions.Select((action, index) => (action.Answer, index)))
            {
                var expected = string.Format(CultureInfo.InvariantCulture, answer, Recipient(index));
                Assert.Equal((Actions[index].Value, expected), (Actions[index].Value, session.AnswerOfRecipient(Recipient(index))));
            }

            foreach (var client in Clients)
            {
                session.Pretend(client.Name, client.Address);
                var answer = session.AnswerOfRecipient("nobody@example.com");
                Assert.Equal((client.Key, client.IsFound), (client.Key, answer.EndsWith(": found", StringComparison.Ordinal)));
            }
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    [Fact]
    public void The_rules_say_what_the_SMTP_server_does()
    {
        foreach (var (value, _, rule) in Actions)
            Assert.Equal((value, rule?.Code), (value, TableFormat.Access.Check("joe@example.com", value).SingleOrDefault()?.Rule.Code));
        foreach (var client in Clients)
            Assert.Equal((client.Key, client.IsFound), (client.Key, TableFormat.Access.Check(client.Key, "OK").Count == 0));
    }

    private static string Recipient(int index) => $"case-{index}@example.com";

    private static string Configured(PostfixInstance postfix, int port)
    {
        var folder = postfix.ConfigurationFolder;
        postfix.Configure(
            $"""
            smtpd_authorized_xclient_hosts = static:all
            smtpd_reject_unlisted_recipient = no
            local_recipient_maps =
            smtpd_restriction_classes = insiders
            insiders = permit
            smtpd_relay_restrictions =
            smtpd_recipient_restrictions = check_client_access hash:{folder}/client_access, check_recipient_access hash:{folder}/access, reject
            smtpd_soft_error_limit = 1000
            smtpd_hard_error_limit = 2000
            smtpd_junk_command_limit = 1000
            relay_domains = example.com
            mydestination =
            """,
            $"127.0.0.1:{port} inet n - n - - smtpd -o inet_protocols=all",
            "anvil unix - - n - 1 anvil");
        return folder;
    }
}
