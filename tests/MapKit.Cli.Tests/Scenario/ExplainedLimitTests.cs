using System.Globalization;
using System.Runtime.Versioning;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Operations.Explain;
using MapKit.Postfix;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>Where the limits of virtual aliases are: whether explain says that a message is taken, beside whether a real Postfix takes it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ExplainedLimitTests(ITestOutputHelper output)
{
    private const int Deepest = 5;
    private const int Most = 7;
    private const int Longest = 40;

    [RootFact("postconf", "postfix", "postmap")]
    public void Messages_are_refused_beyond_the_limits_and_not_before()
    {
        using var sink = new MailSink();
        using var postfix = new PostfixInstance();
        try
        {
            var port = LoopbackPort.Free();
            var recipients = Configure(postfix, port, sink.Port);
            postfix.Start();
            var configuration = PostfixConfiguration.Load(
                postfix.ConfigurationFolder, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
            var options = new ExplainOptions { Lookup = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 } };
            var ours = recipients.Select(recipient => (recipient, ExplainOperation.Run(configuration, "virtual", recipient, options).Outcome != ExplainOutcome.Trouble));
            var theirs = recipients.Select(recipient => (recipient, IsTaken(port, recipient)));
            Assert.Equal(string.Join('\n', theirs), string.Join('\n', ours));
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    private bool IsTaken(int port, string recipient)
    {
        using var conversation = new SmtpConversation(port, output.WriteLine);
        conversation.Give("joe@example.com", [recipient]);
        Assert.StartsWith("354", conversation.Say("DATA"), StringComparison.Ordinal);
        return conversation.Say("Subject: limits\r\n\r\ntext\r\n.").StartsWith("250", StringComparison.Ordinal);
    }

    /// <summary>Chains that grow longer, lists that grow larger, addresses that grow longer, loops.</summary>
    private static string[] Configure(PostfixInstance postfix, int port, int sink)
    {
        string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        var folder = postfix.ConfigurationFolder;
        var sizes = Enumerable.Range(1, 9).ToArray();
        var chain = sizes.Select(size => $"chain{Number(size)}@v.example chain{Number(size - 1)}@v.example");
        var lists = sizes.Select(size => $"list{Number(size)}@v.example {string.Join(", ", Enumerable.Range(0, size).Select(item => $"to{Number(item)}@away.example"))}");
        var own = sizes.Select(size => $"own{Number(size)}@v.example own{Number(size)}@v.example, {string.Join(", ", Enumerable.Range(1, size).Select(item => $"to{Number(item)}@away.example"))}");
        var same = sizes.Select(size => $"same{Number(size)}@v.example {string.Join(", ", Enumerable.Repeat("to@away.example", size))}");
        var lengths = Enumerable.Range(Longest - 2, 5).Select(length => $"length{Number(length)}@v.example {new string('x', length - "@away.example".Length)}@away.example");
        string[] others =
        [
            "loop@v.example loop@v.example", "pair-a@v.example pair-b@v.example", "pair-b@v.example pair-a@v.example", "mixed-a@v.example mixed-b@v.example, mixed-a@v.example",
            "mixed-b@v.example mixed-a@v.example", "tree@v.example chain3@v.example, chain4@v.example, list3@v.example",
        ];
        string[] lines = [.. chain, .. lists, .. own, .. same, .. lengths, .. others];
        postfix.WriteTable("virtual", string.Join('\n', lines) + "\n");
        postfix.Configure(
            $"""
            mydestination = local.example
            myorigin = local.example
            virtual_alias_maps = hash:{folder}/virtual
            local_recipient_maps =
            virtual_alias_recursion_limit = {Number(Deepest)}
            virtual_alias_expansion_limit = {Number(Most)}
            virtual_alias_address_length_limit = {Number(Longest)}
            smtpd_reject_unlisted_recipient = no
            mynetworks = static:all
            default_transport = smtp:[127.0.0.1]:{Number(sink)}
            notify_classes =
            """,
            "anvil unix - - n - 1 anvil",
            $"127.0.0.1:{Number(port)} inet n - n - - smtpd");
        Assert.Equal(0, Tool.Run("postmap", "-c", folder, $"hash:{folder}/virtual").ExitCode);
        return [.. lines.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)])];
    }
}
