using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Operations.Explain;
using MapKit.Postfix;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>Who explain says gets the mail for an alias, beside who gets it from local(8). Its local users' mail goes to a server of the test too.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class ExplainedAliasTests(ITestOutputHelper output)
{
    /// <summary>Nested aliases: local(8) expands so many and no more.</summary>
    private const int DeepestChain = 25;

    private static readonly string[] Recipients =
    [
        "nobody", "one", "one+ext", "Two", "self", "self+ext", "loop-a", "chain1", "chain2", "chain3", "listed", "listed+x", "included", "twice", "owned", "quoted name",
        "postmaster+x", "plus+key", "plus+other", "refused", "phrase", "missing", "foreign",
    ];

    [RootFact("postconf", "postfix", "postalias")]
    public void Mail_for_an_alias_is_delivered_as_explained()
    {
        using var sink = new MailSink();
        using var postfix = new PostfixInstance();
        try
        {
            var port = LoopbackPort.Free();
            Configure(postfix, port, sink.Port);
            postfix.Start();
            var reading = new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 };
            var configuration = PostfixConfiguration.Load(postfix.ConfigurationFolder, reading);
            var options = new ExplainOptions { Lookup = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 } };
            foreach (var recipient in Recipients)
            {
                var address = $"{RandomAddresses.External($"{recipient}@local.example")}";
                var explanation = ExplainOperation.Run(configuration, "aliases", address, options);
                var expected = explanation.Results.Select(result => result.Contains('@', StringComparison.Ordinal) ? result : RandomAddresses.External($"{result}@local.example"));
                var before = sink.Commands.Count;
                using (var conversation = new SmtpConversation(port, output.WriteLine)) conversation.Send("sender@example.com", [address]);
                WaitUntilIdle(postfix);
                var got = sink.Commands.Skip(before).Where(command => command.StartsWith("RCPT TO:<", StringComparison.Ordinal)).Select(command => command["RCPT TO:<".Length..command.LastIndexOf('>')]);

                // What comes back to the sender is not counted, and a mailbox is that of the user, whatever the extension.
                var delivered = got.Where(target => target != "sender@example.com").Select(target => LocalExtension().Replace(target, "@local.example").Replace("@[127.0.0.1]", "@local.example", StringComparison.Ordinal));
                Assert.Equal($"{recipient}: {Sorted(expected)}", $"{recipient}: {Sorted(delivered)}");
            }
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    [GeneratedRegex(@"\+[^@]*@local\.example$")]
    private static partial Regex LocalExtension();

    private static string Sorted(IEnumerable<string> addresses) => string.Join(", ", addresses.Distinct().Order(StringComparer.Ordinal));

    private static void WaitUntilIdle(PostfixInstance postfix) => PostfixInstance.WaitUntil(() => postfix.QueueIsEmpty, "all mail has been delivered");

    private static void Configure(PostfixInstance postfix, int port, int sink)
    {
        var folder = postfix.ConfigurationFolder;
        var included = postfix.WriteTable("included", """
            # Nobody here.
            one@away.example, two@away.example # five@away.example
            Two
            "|/bin/false"

            """);
        var chain = string.Concat(Enumerable.Range(1, DeepestChain + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"chain{number}: chain{number + 1}\n")));
        postfix.WriteTable("aliases", $"""
            one: one@away.example
            two: one, Three@Away.example, (a comment) four@away.example
            self: self, copy@away.example
            loop-a: loop-b
            loop-b: loop-c, out@away.example
            loop-c: loop-a
            listed: one two self
            included: :include:{included}
            missing: :include:/nonexistent/file, one
            twice: one, one, two
            owned: one, dave
            owner-owned: postmaster
            "quoted name": quoted@away.example
            postmaster: root
            plus+key: key@away.example
            plus: plain@away.example
            refused: "|/bin/false", ~someone/x, joe
            phrase: "Joe Doe" <joe@away.example>, group: a@away.example, b;
            foreign: x@local.example, y%away.example, z@[127.0.0.1]
            {chain}
            """);
        postfix.Configure(
            $"""
            mydestination = local.example
            myorigin = local.example
            recipient_delimiter = +
            alias_maps = hash:{folder}/aliases
            propagate_unmatched_extensions = canonical, virtual, alias
            local_recipient_maps =
            smtpd_reject_unlisted_recipient = no
            allow_mail_to_commands =
            mynetworks = static:all
            mailbox_transport = smtp:[127.0.0.1]:{sink}
            default_transport = smtp:[127.0.0.1]:{sink}
            notify_classes =
            """,
            "anvil unix - - n - 1 anvil",
            $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} inet n - n - - smtpd");
        Assert.Equal(0, Tool.Run("postalias", "-c", folder, $"hash:{folder}/aliases").ExitCode);
    }
}
