using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Delivery.Smtpd;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Native.RegularExpressions;
using MapKit.Operations.Explain;
using MapKit.Postfix;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// Messages with content that header and body checks match: what explain says beside what a real Postfix answers and delivers. The seed is
/// printed and taken from MAPKIT_SEED; MAPKIT_ADDRESSES is the number of messages.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class ExplainedMessageTests(ITestOutputHelper output)
{
    private static readonly string[] Actions =
        ["REJECT not this", "REJECT 4.7.9 later", "REJECT", "DISCARD", "HOLD", "PASS", "WARN", "IGNORE", "BCC copy@example.net", "FILTER two:SINK", "FILTER three:SINK", "REDIRECT boss@example.net", "REPLACE X-New: 1", "PREPEND X-New: 2", "DUNNO"];

    [RootFact("postconf", "postfix")]
    [Trait("Category", "Random")]
    public void A_message_is_accepted_and_delivered_as_explained()
    {
        var random = RandomAddresses.Seeded(output).Random;
        using var sink = new MailSink();
        using var postfix = new PostfixInstance();
        var port = LoopbackPort.Free();
        Configure(postfix, port, $"[127.0.0.1]:{sink.Port.ToString(CultureInfo.InvariantCulture)}");
        var configuration = Load(postfix);
        for (var count = RandomAddresses.Count(60); count > 0; count--)
        {
            var message = RandomMessage(random);
            var options = OptionsFor(message);
            var theirs = DeliveredMail.Send(postfix, sink, port, "alice@example.org", "bob@example.org", static _ => { }, message);
            var ours = DeliveredMail.AsExplained(ExplainOperation.Delivery(configuration, "bob@example.org", options));
            Assert.True(ours == theirs, $"{message}\nsaid:\n{ours}\nis:\n{theirs}");
        }
    }

    [RootTheory("postconf", "postfix")]
    [InlineData("", "From: Joe <joe>", "From: Joe <joe.canonical@example.net>")]
    [InlineData("", "To: (all) a, \"B C\" <b@host.masked.example>, d@example.com", "To: a@origin.example (all), \"B C\" <b@masked.example>, d@example.com")]
    [InlineData("", "Reply-To: joe@origin.example", "Reply-To: joe.canonical@example.net")]
    [InlineData("", "Cc: joe@origin.example", "Cc: joe.canonical@example.net")]
    [InlineData("", "X-To: joe", "X-To: joe")]
    [InlineData("", "Cc: generic@example.com", "Cc: outside@example.net")]
    [InlineData("local_header_rewrite_clients =", "From: Joe <joe>", "From: Joe <joe>")]
    [InlineData("local_header_rewrite_clients =", "Cc: generic@example.com", "Cc: outside@example.net")]
    [InlineData("local_header_rewrite_clients = permit_sasl_authenticated\nremote_header_rewrite_domain = remote.example", "From: Joe <joe>", "From: Joe <joe@remote.example>")]
    [InlineData("local_header_rewrite_clients = check_address_map, inline:{127.0.0.1=x}", "From: joe", "From: joe.canonical@example.net")]
    [InlineData("local_header_rewrite_clients = permit_mynetworks", "From: joe", "From: joe.canonical@example.net")]
    [InlineData("canonical_classes = envelope_sender", "From: joe", "From: joe@origin.example")]
    public void An_address_in_a_header_is_rewritten_as_explained(string settings, string header, string delivered)
    {
        using var sink = new MailSink();
        using var postfix = new PostfixInstance();
        var port = LoopbackPort.Free();
        Configure(postfix, port, $"[127.0.0.1]:{sink.Port.ToString(CultureInfo.InvariantCulture)}", settings);
        var message = $"{header}\r\n\r\ntext\r\n";
        using (var conversation = new SmtpConversation(port, output.WriteLine))
        {
            conversation.Give("alice@example.org", ["bob@example.org"]);
            Assert.StartsWith("354", conversation.Say("DATA"), StringComparison.Ordinal);
            Assert.StartsWith("250", conversation.Say($"{message}."), StringComparison.Ordinal);
        }

        PostfixInstance.WaitUntil(() => postfix.QueueIsEmpty, "the mail has been delivered");
        Assert.Contains(delivered, sink.MessageLines);

        // Each address that the delivered header has and the given one has not is the end of an explained rewriting.
        var explanation = ExplainOperation.Delivery(Load(postfix), "bob@example.org", OptionsFor(message) with { Session = new SmtpSession { Address = "127.0.0.1", Name = "localhost", Sender = "alice@example.org", Recipient = "bob@example.org" } });
        var explained = Headers(explanation.Steps).SelectMany(step => step.Children).Where(step => step.Kind == ExplanationKind.Rewriting).Select(step => step.Facts.Last(fact => fact.Name == "to").Value).ToHashSet();
        var changed = Words(delivered).Except(Words(header)).ToArray();
        Assert.Equal(changed.Length > 0, explained.Count > 0);
        Assert.Empty(changed.Except(explained));
    }

    private static string[] Words(string header) => header.Split([' ', '<', '>', ','], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<ExplanationNode> Headers(IEnumerable<ExplanationNode> nodes) =>
        nodes.SelectMany(node => Headers(node.Children).Concat(node.Text.StartsWith("header ", StringComparison.Ordinal) ? [node] : []));

    private static void Configure(PostfixInstance postfix, int port, string sink, string settings = "")
    {
        foreach (var list in (string[])["header", "mime", "nested", "body"])
        {
            var isHeader = list != "body";
            var rules = Actions.Select((action, index) => $"{(isHeader ? $"/^(X|Content)-{MarkerOf(index)}:/" : $"/^line {MarkerOf(index)}$/")} {(action.StartsWith("REJECT not", StringComparison.Ordinal) ? $"{action} {list}" : action).Replace("SINK", sink, StringComparison.Ordinal)}\n");
            postfix.WriteTable(list, string.Concat(rules) + (list == "mime" ? "/^Content-Description: bad/ REJECT a description\n" : ""));
        }

        string Table(string name) => $"regexp:{postfix.ConfigurationFolder}/{name}";
        postfix.Configure(
            $$"""
            myhostname = mx.local.example
            myorigin = origin.example
            mydestination =
            local_recipient_maps =
            mynetworks = static:all
            smtpd_relay_restrictions = permit_mynetworks, reject
            smtpd_authorized_xclient_hosts = 127.0.0.1
            notify_classes =
            default_transport = one:{{sink}}
            canonical_maps = inline:{joe@origin.example=joe.canonical@example.net}
            masquerade_domains = masked.example
            smtp_generic_maps = inline:{generic@example.com=outside@example.net}
            header_checks = {{Table("header")}}
            mime_header_checks = {{Table("mime")}}
            nested_header_checks = {{Table("nested")}}
            body_checks = {{Table("body")}}
            body_checks_size_limit = 60
            hopcount_limit = 4
            message_size_limit = 9000
            queue_minfree = 0
            {{settings}}
            """,
            "anvil unix - - n - 1 anvil", $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} inet n - n - - smtpd",
            "one unix - - n - - smtp -o smtp_helo_name=one", "two unix - - n - - smtp -o smtp_helo_name=two", "three unix - - n - - smtp -o smtp_helo_name=three");
        postfix.Start();
    }

    private static string MarkerOf(int action) => $"Mark{(char)('a' + action)}";

    private static PostfixConfiguration Load(PostfixInstance postfix) =>
        PostfixConfiguration.Load(postfix.ConfigurationFolder, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });

    private static ExplainOptions OptionsFor(string message) => new()
    {
        Lookup = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37, Regexp = PosixRegularExpressions.Find },
        Sender = "alice@example.org",
        Message = Encoding.Latin1.GetBytes(message),
    };

    /// <summary>A message of headers and parts, few of whose lines match a rule.</summary>
    private static string RandomMessage(Random random)
    {
        var text = new StringBuilder("Subject: one\r\n  and more\r\n");
        for (var hops = random.Next(5); hops > 0; hops--) text.Append("Received: from there\r\n");
        Fields(random, text);
        var kind = random.Next(4);
        if (kind == 1) text.Append("Content-Type: multipart/mixed; boundary=cut\r\n");
        if (kind == 2) text.Append("Content-Type: message/rfc822\r\n");
        if (random.Next(10) > 0) text.Append("\r\n");
        for (var parts = 1 + random.Next(3); parts > 0; parts--)
        {
            if (kind != 0 && random.Next(3) > 0) text.Append("--cut\r\n");
            Fields(random, text);
            if (random.Next(6) == 0) text.Append("Content-Type: message/rfc822\r\n\r\n").Append("X-Inner: y\r\n");
            if (random.Next(6) == 0) Fields(random, text);
            if (random.Next(8) > 0) text.Append("\r\n");
            for (var lines = random.Next(6); lines > 0; lines--)
                text.Append(random.Next(6) == 0 ? $"line {MarkerOf(random.Next(Actions.Length))}" : new string('t', random.Next(25))).Append("\r\n");
        }

        if (random.Next(25) == 0) for (var lines = 0; lines < 10; lines++) text.Append(new string('z', 900)).Append("\r\n");
        return text.ToString();
    }

    private static void Fields(Random random, StringBuilder text)
    {
        for (var fields = random.Next(4); fields > 0; fields--)
        {
            text.Append(random.Next(9) switch
            {
                0 => $"X-{MarkerOf(random.Next(Actions.Length))}: 1",
                1 => $"Content-{MarkerOf(random.Next(Actions.Length))}: 1",
                2 => "Content-Description: " + (random.Next(4) == 0 ? "bad" : "good"),
                3 => $"X-{MarkerOf(random.Next(Actions.Length))} : folded\r\n\tX-{MarkerOf(random.Next(Actions.Length))}: 2",
                4 => "To: someone@example.org",
                _ => "X-Plain: text",
            }).Append("\r\n");
        }
    }
}
