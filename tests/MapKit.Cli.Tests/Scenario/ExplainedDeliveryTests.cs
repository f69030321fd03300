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

/// <summary>
/// The whole road that explain says a message takes, beside the one that it takes through a real Postfix: what the SMTP server answers,
/// and which transport hands over which sender and recipient in the end. Every transport ends at a server of the test and greets it with its own name.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class ExplainedDeliveryTests(ITestOutputHelper output)
{
    private const string Unknown = "nobody.of.this.name";

    private static readonly (string Recipient, string Sender)[] Cases =
    [
        // Routes by class, by table and by sender.
        ("out@away.example", "joe@example.com"), ("out@away.example", "boss@example.com"), ("out@away.example", "chief@example.com"), ("x@error.example", "joe@example.com"),
        ("x@sub.star.example", "joe@example.com"), ("x@relay.example", "boss@example.com"), ("listed@relay.example", "boss@example.com"), ("\"quoted user\"@away.example", "joe@example.com"),
        ("moved@away.example", "joe@example.com"), ("moved+ext@away.example", "joe@example.com"),

        // Virtual aliases, aliases, and what goes round again.
        ("known@valias.example", "joe@example.com"), ("unknown@valias.example", "joe@example.com"), ("any@catch.example", "joe@example.com"), ("any+ext@catch.example", "joe@example.com"),
        ("team@local.example", "joe@example.com"), ("owned@local.example", "joe@example.com"), ("back@local.example", "joe@example.com"), ("late@local.example", "joe@example.com"),
        ("alias+ext@local.example", "joe@example.com"), ("twice@local.example", "joe@example.com"), ("backslash@local.example", "joe@example.com"),

        // Users who are not there.
        ($"{Unknown}@local.example", "joe@example.com"), ("postmaster@local.example", "joe@example.com"), ("nomailbox@local.example", "joe@example.com"), ("nomailbox@luser.example", "joe@example.com"),
        ("nomailbox+ext@luser.example", "joe@example.com"), ("nomailbox@fallback.example", "joe@example.com"), ("special@fallback.example", "joe@example.com"), ("nomailbox@mailbox.example", "joe@example.com"),
        ("special+ext@mailbox.example", "joe@example.com"), ("nomailbox@chain.example", "joe@example.com"),

        // Addresses that are rewritten.
        ("canon@away.example", "canon@away.example"), ("loop@away.example", "joe@example.com"), ("joe@host.hidden.example", "ann@Host.Hidden.example"), ("joe@away.example", "root@host.hidden.example"),
        ("joe@away.example", "ann@host.shown.hidden.example"), ("joe@away.example", "generic@example.com"), ("generic+x@away.example", ""), ("bare@away.example", "bare"),
    ];

    [RootFact("postconf", "postfix", "postmap", "postalias")]
    public void Mail_is_delivered_as_explained()
    {
        using var sink = new MailSink();
        using var postfix = new PostfixInstance();
        try
        {
            var port = LoopbackPort.Free();
            Configure(postfix, port, sink.Port);
            postfix.Start();
            var configuration = PostfixConfiguration.Load(
                postfix.ConfigurationFolder, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
            var options = new ExplainOptions { Lookup = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 } };
            var differences = new List<string>();
            foreach (var (recipient, sender) in Cases)
            {
                var explanation = ExplainOperation.Run(configuration, "delivery", recipient, options with { Sender = sender });
                var ours = $"{recipient} from <{sender}>:\n{DeliveredMail.AsExplained(explanation)}";
                var theirs = $"{recipient} from <{sender}>:\n{DeliveredMail.Send(postfix, sink, port, sender, recipient, output.WriteLine)}";
                if (ours != theirs) differences.Add($"said: {ours}\nis:   {theirs}");
            }

            Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    private static void Configure(PostfixInstance postfix, int port, int sink)
    {
        var folder = postfix.ConfigurationFolder;
        var hop = $"[127.0.0.1]:{sink.ToString(CultureInfo.InvariantCulture)}";
        postfix.WriteTable("transport", $"""
            error.example error:5.7.1 no mail here
            .star.example starred:{hop}
            "quoted user"@away.example quoted:{hop}
            luser.example local_luser:
            fallback.example local_fallback:
            mailbox.example local_mailbox:
            chain.example local_chain:
            """);
        postfix.WriteTable("virtual", """
            known@valias.example known@away.example, team@local.example
            @catch.example caught@local.example
            caught@local.example caught@away.example
            late@elsewhere.example late@away.example
            """);
        postfix.WriteTable("canonical", """
            canon@away.example canon2@away.example
            canon2@away.example canon3@away.example
            loop@away.example loop2@away.example
            loop2@away.example loop@away.example
            """);
        postfix.WriteTable("relocated", "moved@away.example new@example.net\n");
        postfix.WriteTable("sender_relay", $"boss@example.com {hop}, {hop}\n");
        postfix.WriteTable("sender_transport", $"chief@example.com chiefs:{hop}\n");
        postfix.WriteTable("generic", """
            generic@example.com outside@example.net
            generic@away.example outside@example.net
            bare@local.example outside-bare@example.net
            """);
        postfix.WriteTable("relay_recipients", "listed@relay.example ok\n");
        postfix.WriteTable("aliases", $"""
            team: one@away.example, owned, {Unknown}
            owned: two@away.example
            owner-owned: boss@example.com
            back: back@valias.example, known@valias.example
            late: late@elsewhere.example
            alias: plain@away.example
            twice: one@away.example, team
            backslash: \team
            """);
        var tables = (string[])["transport", "virtual", "canonical", "relocated", "sender_relay", "sender_transport", "generic", "relay_recipients"];
        string Sender(string name, string options = "") => $"{name} unix - - n - - smtp -o smtp_helo_name={name} {options}";
        string Local(string name, string options) => $"local_{name} unix - n n - - local {options}";
        postfix.Configure(
            $$"""
            mydestination = local.example, luser.example, fallback.example, mailbox.example, chain.example
            myorigin = local.example
            recipient_delimiter = +
            propagate_unmatched_extensions = canonical, virtual, alias
            transport_maps = hash:{{folder}}/transport
            virtual_alias_maps = hash:{{folder}}/virtual
            virtual_alias_domains = valias.example, catch.example
            canonical_maps = hash:{{folder}}/canonical
            relocated_maps = hash:{{folder}}/relocated
            sender_dependent_relayhost_maps = hash:{{folder}}/sender_relay
            sender_dependent_default_transport_maps = hash:{{folder}}/sender_transport
            smtp_generic_maps = hash:{{folder}}/generic
            relay_domains = relay.example
            relay_recipient_maps = hash:{{folder}}/relay_recipients
            relay_transport = relayed
            alias_maps = hash:{{folder}}/aliases
            local_recipient_maps = $alias_maps, inline:{nomailbox=x, special=x, caught=x}
            masquerade_domains = shown.hidden.example !open.hidden.example hidden.example
            masquerade_classes = envelope_sender, envelope_recipient
            masquerade_exceptions = root
            relayhost = {{hop}}
            default_transport = outgoing
            mynetworks = static:all
            smtpd_relay_restrictions = permit_mynetworks, reject
            notify_classes =
            smtp_helo_name = other
            smtp_destination_concurrency_limit = 1
            """,
            [
                "anvil unix - - n - 1 anvil",
                $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} inet n - n - - smtpd",
                .. ((string[])["outgoing", "relayed", "starred", "quoted", "chiefs", "fellback", "special", "mailbox"]).Select(name => Sender(name)),
                Local("luser", "-o { luser_relay = $user-$extension@away.example }"),
                Local("fallback", $"-o fallback_transport=fellback:{hop} -o {{ fallback_transport_maps = inline:{{ special=special:{hop} }} }}"),
                Local("mailbox", $"-o mailbox_transport=mailbox:{hop} -o {{ mailbox_transport_maps = inline:{{ special=special:{hop} }} }}"),
                Local("chain", "-o luser_relay=team"),
            ]);
        foreach (var table in tables) Assert.Equal(0, Tool.Run("postmap", "-c", folder, $"hash:{folder}/{table}").ExitCode);
        Assert.Equal(0, Tool.Run("postalias", "-c", folder, $"hash:{folder}/aliases").ExitCode);
    }
}
