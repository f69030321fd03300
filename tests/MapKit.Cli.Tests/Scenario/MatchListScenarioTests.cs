using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using MapKit.Tables.Lists;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What the rules of match lists say that Postfix does, asked of the real SMTP server: a server for each value of <c>mynetworks</c>, and a file of domains.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MatchListScenarioTests(ITestOutputHelper output)
{
    private const string Stopped = "stopped";
    private const string Relayed = "250";
    private const string Refused = "554";
    private const string Failed = "451";

    /// <summary>A value, the answer to a client at 127.0.0.1 that relays mail, and the rules that find something.</summary>
    private static readonly (string Value, string Answer, string Codes)[] Networks =
    [
        ("127.0.0.0/8", Relayed, ""),
        ("127.0.0.1", Relayed, ""),
        ("[127.0.0.0]/8", Relayed, ""),
        ("localhost", Relayed, ""),
        ("192.0.2.0/24", Refused, ""),
        ("!127.0.0.1 127.0.0.0/8", Refused, ""),
        ("127.0.0.1/8", Failed, "MK2970"),
        ("10.0.0.0/33 127.0.0.0/8", Failed, "MK2970"),
        ("10.0.0.0/255.0.0.0 127.0.0.0/8", Failed, "MK2970"),
        ("10.0.0/8 127.0.0.0/8", Failed, "MK2970"),
        ("fd::/8 127.0.0.0/8", Failed, "MK2971"),
        ("::1 127.0.0.0/8", Stopped, "MK2971"),
        ("127. 127.0.0.* 127.0.0.0-8 127.0.0", Refused, "MK2972 MK2972 MK2972 MK2972"),
        ("*.localhost *", Refused, "MK2972 MK2972"),
        ("127.0.0.0/8 !127.0.0.1", Relayed, "MK2973"),
        ("!", Stopped, "MK2975"),
        ("192.0.2.0/24, # 127.0.0.0/8", Refused, "MK2976"),
        ("hash:", Stopped, "MK2978"),
        ("a.b:25 127.0.0.0/8", Failed, "MK2978"),
    ];

    /// <summary>A line of a file of mydestination, an address, whether its domain is in the list, and the rule.</summary>
    private static readonly (string Line, string Recipient, bool IsIn, string Codes)[] Domains =
    [
        ("Exact.example", "a@exact.example", true, ""),
        ("[192.0.2.1]", "a@[192.0.2.1]", true, ""),
        ("two.example, three.example", "a@three.example", true, ""),
        (".dot.example", "a@x.dot.example", false, "MK2972"),
        ("*.star.example", "a@x.star.example", false, "MK2972"),
        ("a@at.example", "a@at.example", false, "MK2972"),
        ("end.example.", "a@end.example", false, "MK2972"),
        ("$myhostname", "a@mail.example.com", false, "MK2972"),
        ("hash.example # x1.example", "a@x1.example", false, "MK2976"),
        ("table.example ok", "a@ok", true, "MK2977"),
    ];

    [RootFact("postfix")]
    public void The_SMTP_server_does_what_the_rules_say()
    {
        using var postfix = new PostfixInstance();
        var ports = Networks.Select(_ => LoopbackPort.Free()).ToArray();
        var file = postfix.WriteTable("domains", string.Concat(Domains.Select(domain => domain.Line + "\n")));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        postfix.Configure(
            $"""
            myhostname = mail.example.com
            mydestination = {file}
            local_recipient_maps =
            smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
            smtpd_client_event_limit_exceptions =
            smtpd_forbid_bare_newline_exclusions =
            """,
            [.. Networks.Select((row, index) => $"127.0.0.1:{ports[index]} inet n - n - - smtpd -o {{mynetworks={row.Value}}}"), "anvil unix - - n - 1 anvil"]);
        postfix.Start();
        try
        {
            for (var index = 0; index < Networks.Length; index++) Assert.Equal((Networks[index].Value, Networks[index].Answer), (Networks[index].Value, AnswerOf(postfix, Networks[index].Answer, ports[index])));
            using var session = new SmtpConversation(ports[Array.FindIndex(Networks, row => row.Value == "192.0.2.0/24")], output.WriteLine);
            foreach (var (line, recipient, isIn, _) in Domains)
                Assert.Equal((line, isIn ? Relayed : Refused), (line, session.AnswerOfRecipient(recipient)[..3]));
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
        foreach (var (value, _, codes) in Networks) Assert.Equal((value, codes), (value, Codes(value, MatchListKind.Hosts)));
        foreach (var (line, _, _, codes) in Domains) Assert.Equal((line, codes), (line, Codes(line, MatchListKind.WholeDomains)));
    }

    private static string Codes(string text, MatchListKind kind) => string.Join(' ', MatchList.Parse(text, kind).Diagnostics.Select(finding => finding.Rule.Code));

    private string AnswerOf(PostfixInstance postfix, string expected, int port)
    {
        if (expected != Stopped)
        {
            using var session = new SmtpConversation(port, output.WriteLine);
            return session.AnswerOfRecipient("a@other.example")[..3];
        }

        // The client waits for a greeting until master(8) starts the server again, a minute later.
        var before = Fatals(postfix);
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port);
        PostfixInstance.WaitUntil(() => Fatals(postfix) > before, "the server has stopped");
        return Stopped;
    }

    private static int Fatals(PostfixInstance postfix) => postfix.Log.Split(": fatal: ").Length;
}
