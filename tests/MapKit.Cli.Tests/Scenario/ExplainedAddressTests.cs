using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Delivery.Cleanup;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Postfix;
using MapKit.Tables;
using MapKit.Tables.Addresses;
using MapKit.Tests;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// What explain says that becomes of addresses, beside what a real Postfix hands over: messages with random senders and recipients go
/// through random canonical, virtual and generic tables to a server of the test.
/// </summary>
[Trait(Category.Name, Category.Random)]
[UnsupportedOSPlatform("windows")]
public sealed class ExplainedAddressTests(ITestOutputHelper output)
{
    private const int MessageCount = 3;
    private static readonly int RecipientCount = RandomAddresses.Count(30);

    [RootFact("postconf", "postfix", "postmap")]
    public void Addresses_are_rewritten_as_in_Postfix()
    {
        var addresses = RandomAddresses.Seeded(output);
        var random = addresses.Random;
        using var sink = new MailSink();
        using var postfix = new PostfixInstance();
        try
        {
            var port = LoopbackPort.Free();
            var messages = Enumerable.Range(0, MessageCount).Select(_ => addresses.Take(RecipientCount + 1)).ToArray();
            Configure(postfix, port, sink.Port, random, [.. messages.SelectMany(message => message)]);
            postfix.Start();
            var configuration = PostfixConfiguration.Load(
                postfix.ConfigurationFolder, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
            using var context = new ExplainContext(
                configuration, new ExplainOptions { Lookup = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 } });
            foreach (var (message, number) in messages.Select((message, number) => (message, number)))
            {
                var before = sink.Commands.Count;
                using (var conversation = new SmtpConversation(port, output.WriteLine)) conversation.Send(RandomAddresses.External(message[0]), message.Skip(1).Select(RandomAddresses.External));
                PostfixInstance.WaitUntil(() => sink.Commands.Count(command => command == ".") > number, "the message has been delivered");
                var commands = sink.Commands.Skip(before).ToArray();
                Assert.Equal(Sender(context, message[0]), Assert.Single(AddressesIn(commands, "MAIL FROM:")));
                Assert.Equal(
                    message.Skip(1).SelectMany(recipient => Recipients(context, recipient)).Distinct().Order(StringComparer.Ordinal),
                    AddressesIn(commands, "RCPT TO:").Distinct().Order(StringComparer.Ordinal));
            }
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    private static void Configure(PostfixInstance postfix, int port, int sink, Random random, IReadOnlyList<string> asked)
    {
        var folder = postfix.ConfigurationFolder;
        string[] tables = ["sender_canonical", "canonical", "virtual", "generic"];
        foreach (var table in tables) postfix.WriteTable(table, RandomTable(random, asked, severalTargets: table == "virtual"));
        postfix.Configure(
            $"""
            mydestination = local.example
            myorigin = origin.example
            recipient_delimiter = +-
            propagate_unmatched_extensions = {(random.Next(2) == 0 ? "canonical, virtual" : "generic, virtual")}
            local_recipient_maps =
            smtpd_reject_unlisted_recipient = no
            mynetworks = static:all
            smtpd_junk_command_limit = 1000000
            allow_min_user = yes
            default_destination_recipient_limit = 1000
            sender_canonical_maps = hash:{folder}/sender_canonical
            canonical_maps = hash:{folder}/canonical
            canonical_classes = envelope_sender, envelope_recipient
            sender_canonical_classes = envelope_sender
            virtual_alias_maps = hash:{folder}/virtual
            smtp_generic_maps = hash:{folder}/generic
            """,
            "anvil unix - - n - 1 anvil",
            $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} inet n - n - - smtpd -o content_filter=smtp:[127.0.0.1]:{sink.ToString(CultureInfo.InvariantCulture)}");
        foreach (var table in tables) Assert.Equal(0, Tool.Run("postmap", "-c", folder, $"hash:{folder}/{table}").ExitCode);
    }

    /// <summary>A table for these addresses and for parts of them. Its targets are in domains that it has no keys for, or in one that leads to those: no loops.</summary>
    private static string RandomTable(Random random, IReadOnlyList<string> asked, bool severalTargets)
    {
        var lines = new StringBuilder();
        string Target(bool mayGoOn) => random.Next(9) switch
        {
            0 => "@end.example",
            1 => "\"quoted target\"@end.example",
            2 => "bare",
            3 when mayGoOn => "again@step.example",
            4 => "User+ext@End.example",
            _ => $"target{random.Next(5).ToString(CultureInfo.InvariantCulture)}@end.example",
        };
        foreach (var address in asked)
        {
            var at = address.LastIndexOf('@');
            var plus = address.IndexOfAny(['+', '-']);
            var key = random.Next(6) switch
            {
                0 => address,
                1 when plus > 0 && plus < at => address[..plus] + address[at..],
                2 when plus > 0 && plus < at => address[..plus],
                3 when random.Next(4) == 0 => address[at..],
                _ => null,
            };
            if (key is null) continue;
            var external = key.StartsWith('@') ? key : key.Contains('@', StringComparison.Ordinal) ? RandomAddresses.External(key) : new MailAddress(key, null).ToString();
            lines.Append(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(external))).Append(' ').Append(Target(mayGoOn: true));
            if (severalTargets && random.Next(2) == 0) lines.Append(", ").Append(Target(mayGoOn: true));
            lines.Append('\n');
        }

        return lines.Append("again@step.example final@end.example\n").ToString();
    }

    private static string Sender(ExplainContext context, string sender)
    {
        var rewriting = new RewritingExplainer(context.Cleanup("cleanup"));
        sender = rewriting.Canonical(sender, context.ConfiguredTables("sender_canonical_maps", TableFormat.Canonical), "sender_canonical_maps");
        sender = rewriting.Canonical(sender, context.ConfiguredTables("canonical_maps", TableFormat.Canonical), "canonical_maps");
        return AddressForm.External(rewriting.Generic(sender, context.ConfiguredTables("smtp_generic_maps", TableFormat.Generic), "smtp_generic_maps"));
    }

    private static IEnumerable<string> Recipients(ExplainContext context, string recipient)
    {
        var rewriting = new RewritingExplainer(context.Cleanup("cleanup"));
        recipient = rewriting.Canonical(recipient, context.ConfiguredTables("canonical_maps", TableFormat.Canonical), "canonical_maps");
        foreach (var address in rewriting.Virtual(recipient, context.ConfiguredTables("virtual_alias_maps", TableFormat.Virtual), "virtual_alias_maps"))
            yield return AddressForm.External(rewriting.Generic(address, context.ConfiguredTables("smtp_generic_maps", TableFormat.Generic), "smtp_generic_maps"));
    }

    private static IEnumerable<string> AddressesIn(IEnumerable<string> commands, string verb) =>
        from command in commands
        where command.StartsWith(verb + "<", StringComparison.Ordinal)
        select command[(verb.Length + 1)..command.LastIndexOf('>')];
}
