using System.Globalization;
using System.Runtime.Versioning;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Delivery.Rewrite;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Postfix;
using MapKit.Tables;
using MapKit.Tests;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>Where explain says that mail goes, and how it completes addresses, beside what trivial-rewrite(8) says of the same configuration.</summary>
[Trait(Category.Name, Category.Random)]
[UnsupportedOSPlatform("windows")]
public sealed class ExplainedRouteTests(ITestOutputHelper output)
{
    /// <summary>What trivial-rewrite(8) says of an address that is none (<c>RESOLVE_FLAG_ERROR</c>).</summary>
    private const int ErrorFlag = 4;

    private static readonly int AddressCount = RandomAddresses.Count(150);

    /// <summary>Addresses in external form that are routes, or broken.</summary>
    private static readonly string[] OddAddresses =
    [
        "user", "user%example.com", "example.com!user", "user%example.com@local.example", "example.com!user@local.example", "user@example.com@local.example",
        "\"user@example.com\"@local.example", "\"user%sub.example.com\"@LOCAL.example", "\"example.com!user\"@local.example", "user@local.example.",
        "user@[127.0.0.1]", "user@[192.0.2.1]", "user@[IPv6:::1]", "user@[IPv6:2001:db8::1]", "user@example.com.", "user@example.com..", "user@192.0.2.1",
        "\"\"@local.example", "\"\"", "user@", "@example.com", "@a.example,@b.example:user@example.com", "-user@example.com", "us er@example.com",
        "user@exa_mple.com", "user@-example.com", "user@vbox.example", "user@valias.example", "user@relay.example", "user@sub.relay.example", "a!b!c", "a%b%c@local.example",
        "\"a b%c d\"@local.example", "user@host", "user%host", "moved@example.com", "moved+x@example.com", "moved@local.example", "\"quoted user\"@example.com",
    ];

    private static readonly string[] Senders = ["", "boss@example.com", "boss+x@example.com", "other@example.net", "dunno@example.net", "user@local.example"];

    [RootFact("postconf", "postfix", "postmap")]
    public void Routes_are_those_of_the_queue_manager()
    {
        using var postfix = new PostfixInstance();
        try
        {
            Configure(postfix);
            postfix.Start();
            var options = new ExplainOptions { Lookup = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 } };
            var configuration = PostfixConfiguration.Load(
                postfix.ConfigurationFolder, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
            using var context = new ExplainContext(configuration, options);
            using var service = new RewriteService(postfix.ServiceSocket("rewrite"));
            var addresses = RandomAddresses.Seeded(output).Take(AddressCount).Select(RandomAddresses.External).Concat(OddAddresses);
            foreach (var (address, index) in addresses.Select((address, index) => (address, index)))
            {
                var completed = service.Rewrite(address);
                var ours = context.Completion.Complete(address);
                Assert.Equal((address, Plain(completed)), (address, Plain(ours)));
                var sender = Senders[index % Senders.Length];
                Assert.Equal((address, sender, Theirs(service, sender, Plain(completed))), (address, sender, Ours(context, sender, Plain(ours))));
            }
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    private static void Configure(PostfixInstance postfix)
    {
        var folder = postfix.ConfigurationFolder;
        postfix.WriteTable("transport", """
            user@example.com smtp:[exact.example]:587
            user@local.example :[hop.example]
            sub.example.com smtp:
            .example.net error:
            example.net retry:later
            local.example :
            x@valias.example smtp:never
            joe@example chan
            [192.0.2.1] smtp:[literal.example]
            .d.example.net smtp: blank first
            "a b"@local.example smtp:quoted
            first.last@example.com relay:
            * :[star.example]:25
            """);
        postfix.WriteTable("relocated", """
            moved@example.com new@example.net
            moved telephone 1234
            "quoted user"@example.com elsewhere
            """);
        postfix.WriteTable("sender_relay", """
            boss@example.com [boss.example]:587
            dunno@example.net DUNNO
            @example.net [net.example]
            <> [null.example]
            """);
        postfix.WriteTable("sender_transport", """
            boss@example.com smtp:[bosshop.example]
            dunno@example.net dunno
            user@local.example relay
            """);
        postfix.WriteTable("relay_domains", """
            relay.example ok
            x-y.example ok
            """);
        foreach (var table in (string[])["transport", "relocated", "sender_relay", "sender_transport", "relay_domains"])
        {
            Configured(postfix, folder);
            Assert.Equal(0, Tool.Run("postmap", "-c", folder, $"hash:{folder}/{table}").ExitCode);
        }
    }

    private static void Configured(PostfixInstance postfix, string folder) => postfix.Configure(
        $"""
        mydestination = local.example, !other.example
        myorigin = origin.example
        mydomain = domain.example
        append_dot_mydomain = yes
        recipient_delimiter = +
        inet_interfaces = 127.0.0.1, ::1
        inet_protocols = all
        relayhost = [relayhost.example]
        relay_domains = hash:{folder}/relay_domains
        virtual_mailbox_domains = vbox.example
        virtual_alias_domains = valias.example
        virtual_alias_maps =
        transport_maps = hash:{folder}/transport
        relocated_maps = hash:{folder}/relocated
        sender_dependent_relayhost_maps = hash:{folder}/sender_relay
        sender_dependent_default_transport_maps = hash:{folder}/sender_transport
        """);

    private static string Theirs(RewriteService service, string sender, string address)
    {
        var answer = service.Resolve(sender, address);
        if ((int.Parse(answer["flags"], CultureInfo.InvariantCulture) & ErrorFlag) != 0) return "no address";
        return $"{answer["recipient"]} {answer["transport"]}:{answer["nexthop"]}";
    }

    private static string Ours(ExplainContext context, string sender, string address)
    {
        var resolved = context.Resolution.Resolve(address);
        if (!resolved.IsValid) return "no address";
        var routes = new RouteExplainer(context.Rewriting);
        var route = routes.Transport(routes.RouteOfClass(resolved, sender), context.ConfiguredTables("transport_maps", TableFormat.Transport), out _);
        if (routes.Relocated(resolved.Recipient, context.ConfiguredTables("relocated_maps", TableFormat.Relocated), out _) is { } moved)
            route = route with { Transport = "error", NextHop = moved };
        return $"{resolved.Recipient} {route.Transport}:{route.NextHop}";
    }

    private static string Plain(string external) => MapKit.Tables.Addresses.AddressForm.Internal(external);
}
