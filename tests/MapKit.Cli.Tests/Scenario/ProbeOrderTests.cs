using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using MapKit.Lookup.Probes;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// The keys that Postfix asks for, and their order, on Postfix's own word: its programs ask a server that remembers every key. Random
/// addresses, three settings; a seed is printed and taken from MAPKIT_SEED, their number from MAPKIT_ADDRESSES.
/// </summary>
[Trait(Category.Name, Category.Random)]
[UnsupportedOSPlatform("windows")]
public sealed partial class ProbeOrderTests(ITestOutputHelper output)
{
    /// <summary>Addresses for each setting.</summary>
    private static readonly int AddressCount = RandomAddresses.Count(30);

    private static readonly string[] Tables =
    [
        "transport", "relocated", "sender_relay", "sender_transport", "canonical", "virtual", "generic", "sasl_passwd", "client", "helo", "sender",
        "recipient",
    ];

    private static readonly Setting[] Settings =
    [
        new("", "smtpd_access_maps", new ProbeSettings()),
        new("+", "transport_maps", new ProbeSettings { Delimiter = new RecipientDelimiter("+"), TransportMatchesSubdomains = true, AccessMatchesSubdomains = false }),
        new("-+", "smtpd_access_maps, transport_maps", new ProbeSettings { Delimiter = new RecipientDelimiter("-+"), TransportMatchesSubdomains = true }),
    ];

    [RootFact("postconf", "postfix")]
    public void The_keys_are_those_that_Postfix_looks_up()
    {
        var addresses = RandomAddresses.Seeded(output);
        using var server = new SocketMapServer();
        using var sink = new MailSink();
        using var postfix = new PostfixInstance();
        try
        {
            var ports = Configure(postfix, server, sink.Port);
            var version = Tool.Run("postconf", "-h", "mail_version").Output.StartsWith("3.7.", StringComparison.Ordinal) ? PostfixVersion.Postfix37 : PostfixVersion.Postfix312;
            postfix.Start();
            for (var number = 0; number < Settings.Length; number++)
            {
                AskForTransports(postfix, server, number, addresses);
                AskForAccess(server, number, ports[number].ForAccess, addresses);
                SendThroughClient(server, number, ports[number].ToClient, sink, addresses);
                SendThroughLocal(postfix, number, ports[number].ToLocal, version, addresses);
            }
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    private static (int ForAccess, int ToClient, int ToLocal)[] Configure(PostfixInstance postfix, SocketMapServer server, int sink)
    {
        var ports = Settings.Select(_ => (ForAccess: LoopbackPort.Free(), ToClient: LoopbackPort.Free(), ToLocal: LoopbackPort.Free())).ToArray();
        var services = new List<string> { "anvil unix - - n - 1 anvil", "discard unix - - n - - discard" };
        var parameters = new List<string>();
        for (var number = 0; number < Settings.Length; number++)
        {
            foreach (var table in Tables) parameters.Add($"asked_{table}_{number} = {server.Table($"{table}_{number}")}");
            var common = $" -o {{ recipient_delimiter = {Settings[number].Delimiter} }} -o {{ parent_domain_matches_subdomains = {Settings[number].Parents} }}";
            string With(string parameter, string table) => $" -o {parameter}=$asked_{table}_{number}";
            services.Add($"rewrite_{number} unix - - n - - trivial-rewrite{common}{With("transport_maps", "transport")}{With("relocated_maps", "relocated")}"
                + With("sender_dependent_relayhost_maps", "sender_relay") + With("sender_dependent_default_transport_maps", "sender_transport"));
            services.Add($"cleanup_{number} unix n - n - 0 cleanup{common}{With("recipient_canonical_maps", "canonical")}{With("virtual_alias_maps", "virtual")}");
            services.Add($"client_{number} unix - - n - - smtp{common}{With("smtp_generic_maps", "generic")}{With("smtp_sasl_password_maps", "sasl_passwd")}");
            services.Add($"local_{number} unix - n n - - local -v{common} -o alias_maps={AliasTable(number)}");
            string Receiver(int port) => $"127.0.0.1:{Text(port)} inet n - n - - smtpd -o inet_protocols=all{common}";
            services.Add($"{Receiver(ports[number].ForAccess)} -o {{ smtpd_recipient_restrictions = check_client_access $asked_client_{number},"
                + $" check_helo_access $asked_helo_{number}, check_sender_access $asked_sender_{number}, check_recipient_access $asked_recipient_{number}, permit }}");
            services.Add($"{Receiver(ports[number].ToClient)} -o cleanup_service_name=cleanup_{number} -o content_filter=client_{number}:[127.0.0.1]:{Text(sink)}");
            services.Add($"{Receiver(ports[number].ToLocal)} -o content_filter=local_{number}:");
        }

        postfix.Configure(
            $"""
            {string.Join('\n', parameters)}
            mydestination = local.example
            myorigin = origin.example
            local_recipient_maps =
            smtpd_reject_unlisted_recipient = no
            mynetworks = static:all
            smtpd_relay_restrictions = permit_mynetworks, reject
            allow_min_user = yes
            smtpd_helo_required = no
            smtpd_authorized_xclient_hosts = static:all
            smtpd_soft_error_limit = 1000
            smtpd_hard_error_limit = 2000
            smtpd_error_sleep_time = 0
            in_flow_delay = 0
            smtpd_junk_command_limit = 1000000
            default_destination_recipient_limit = 1000
            smtp_sasl_auth_enable = yes
            smtp_sasl_security_options =
            smtp_sender_dependent_authentication = yes
            mailbox_transport = discard:
            """,
            [.. services]);
        return ports;
    }

    private static void AskForTransports(PostfixInstance postfix, SocketMapServer server, int number, RandomAddresses addresses)
    {
        var settings = Settings[number].Probes with { IsLocalDomain = IsLocal };
        var probes = new AddressProbes(settings);
        List<string> transport = [], relocated = [], senderRelay = [];
        using var service = new RewriteService(postfix.ServiceSocket($"rewrite_{number}"));
        foreach (var (recipient, sender) in addresses.Take(AddressCount).Zip([.. addresses.Take(AddressCount - 1), ""]))
        {
            var answer = service.Resolve(sender, recipient);

            // An address that is none (4 is RESOLVE_FLAG_ERROR) is not looked for.
            if ((int.Parse(answer["flags"], CultureInfo.InvariantCulture) & 4) != 0) continue;
            var resolved = answer["recipient"];
            transport.AddRange(Keys(probes.OfTransport(resolved)).Where(key => key != "*"));
            relocated.AddRange(Keys(probes.OfAddress(resolved)));
            var domain = resolved[(resolved.LastIndexOf('@') + 1)..];
            if (!IsDestination(domain)) senderRelay.AddRange(Keys(probes.OfAddress(sender.Length > 0 ? sender : "<>")));
        }

        var asked = Assert.Single(server.Keys($"transport_{number}"));
        Assert.Equal("*", asked[0]);
        AssertSame(transport, asked.Where(key => key != "*"));
        AssertSame(relocated, server.Keys($"relocated_{number}").Single());
        AssertSame(senderRelay, server.Keys($"sender_relay_{number}").Single());
        AssertSame(senderRelay, server.Keys($"sender_transport_{number}").Single());
    }

    private void AskForAccess(SocketMapServer server, int number, int port, RandomAddresses addresses)
    {
        var addressProbes = new AddressProbes(Settings[number].Probes);
        var hostProbes = new HostProbes(Settings[number].Probes);
        List<string> client = [], helo = [], senders = [], recipients = [];
        using (var conversation = new SmtpConversation(port, output.WriteLine))
        {
            foreach (var (recipient, sender) in addresses.Take(AddressCount).Zip([.. addresses.Take(AddressCount - 1), ""]))
            {
                var (name, address) = (addresses.HostName(), addresses.NetworkAddress());
                conversation.Pretend(name, address.Contains(':', StringComparison.Ordinal) ? $"IPV6:{address}" : address, $"EHLO {name}");
                conversation.Give(sender.Length == 0 ? "" : RandomAddresses.External(sender), [RandomAddresses.External(recipient)]);
                conversation.Say("RSET");

                // What the mail system's own bounces come from is taken without a question.
                if (recipient.Equals("double-bounce@origin.example", StringComparison.OrdinalIgnoreCase)) continue;
                client.AddRange(Keys(hostProbes.OfClient(name, address)));
                helo.AddRange(Keys(hostProbes.OfName(name)));
                senders.AddRange(sender.Length == 0 ? ["<>"] : Keys(addressProbes.OfAccess(sender)));
                recipients.AddRange(Keys(addressProbes.OfAccess(recipient)));
            }
        }

        AssertSame(client, server.Keys($"client_{number}").Single());
        AssertSame(helo, server.Keys($"helo_{number}").Single());
        AssertSame(senders, server.Keys($"sender_{number}").Single());
        AssertSame(recipients, server.Keys($"recipient_{number}").Single());
    }

    /// <summary>A message to many recipients, whatever their domains, to the sink.</summary>
    private void SendThroughClient(SocketMapServer server, int number, int port, MailSink sink, RandomAddresses addresses)
    {
        var probes = new AddressProbes(Settings[number].Probes with { IsLocalDomain = IsLocal });
        var (sender, recipients) = Send(port, addresses);
        PostfixInstance.WaitUntil(() => sink.Commands.Count(command => command == ".") > number, "the message has been delivered");

        var rewriting = recipients.Select(recipient => Keys(probes.OfRewriting(recipient)).ToArray()).ToArray();
        AssertSearches(rewriting, server.Keys($"canonical_{number}"));
        AssertSearches(rewriting, server.Keys($"virtual_{number}"));

        // The sender of the envelope and that of the header.
        var ofSender = Keys(probes.OfRewriting(sender)).ToArray();
        AssertSearches([.. rewriting, ofSender, ofSender], server.Keys($"generic_{number}"));
        AssertSame(
            Keys(probes.OfAddress(sender).Concat(CredentialProbes.OfServer("127.0.0.1", $"[127.0.0.1]:{Text(sink.Port)}"))),
            server.Keys($"sasl_passwd_{number}").Single());
    }

    /// <summary>
    /// A message to many recipients, whatever their domains, to local(8). Its tables are too sensitive to be a server's: it logs the names
    /// that it looks for.
    /// </summary>
    private void SendThroughLocal(PostfixInstance postfix, int number, int port, PostfixVersion version, RandomAddresses addresses)
    {
        var probes = new AliasProbes(Settings[number].Probes with { Version = version });
        var (_, recipients) = Send(port, addresses);
        var searches = recipients.Select(recipient => Keys(probes.OfRecipient(recipient[..recipient.LastIndexOf('@')]).SelectMany(forms => forms)).ToArray()).ToArray();
        IReadOnlyList<string>[] Asked() =>
        [
            .. AliasLine().Matches(postfix.Log).Where(match => match.Groups["table"].Value == AliasTable(number))
                .GroupBy(match => match.Groups["process"].Value, match => match.Groups["name"].Value, (_, names) => names.ToArray()),
        ];
        PostfixInstance.WaitUntil(() => Asked().Sum(keys => keys.Count) >= searches.Sum(keys => keys.Length), "local(8) has seen all recipients");
        AssertSearches(searches, Asked());
    }

    private static string AliasTable(int number) => $"inline:{{mapkit.none=none_{number}}}";

    [GeneratedRegex(@"local\[(?<process>\d+)\]: deliver_alias: (?<table>inline:\{.*?\})(\(.*?\))?: (?<name>.*) not found\n")]
    private static partial Regex AliasLine();

    private (string Sender, IReadOnlyList<string> Recipients) Send(int port, RandomAddresses addresses)
    {
        var all = addresses.Take(AddressCount);
        using var conversation = new SmtpConversation(port, output.WriteLine);
        conversation.Send(RandomAddresses.External(all[0]), all.Skip(1).Select(RandomAddresses.External));
        return (all[0], [.. all.Skip(1)]);
    }

    private static bool IsDestination(string domain) =>
        domain.Equals("local.example", StringComparison.OrdinalIgnoreCase) || domain == "[127.0.0.1]";

    private static bool IsLocal(string domain) => IsDestination(domain) || domain.Equals("origin.example", StringComparison.OrdinalIgnoreCase);

    private static void AssertSame(IEnumerable<string> ours, IEnumerable<string> asked) => Assert.Equal(string.Join('\n', ours), string.Join('\n', asked));

    /// <summary>Whether what was asked is these searches, in whatever order, by whatever programs.</summary>
    private static void AssertSearches(IReadOnlyList<string[]> ours, IReadOnlyList<IReadOnlyList<string>> asked)
    {
        var left = asked.Select(keys => $"\n{string.Join('\n', keys)}\n").ToArray();
        foreach (var search in ours.OrderByDescending(keys => keys.Length))
        {
            var text = $"\n{string.Join('\n', search)}\n";
            var where = Array.FindIndex(left, keys => keys.Contains(text, StringComparison.Ordinal));
            Assert.True(where >= 0, $"not asked:{text}of{string.Join("----", left)}");
            var start = left[where].IndexOf(text, StringComparison.Ordinal);
            left[where] = $"{left[where][..start]}\n\n{left[where][(start + text.Length)..]}";
        }

        Assert.Equal("", string.Concat(left).Replace("\n", "", StringComparison.Ordinal));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The keys as they reach a table of fixed keys: folded. An empty one is not asked for.</summary>
    private static IEnumerable<string> Keys(IEnumerable<Probe> probes)
    {
        var folder = new KeyFolder(KeyFolding.Unicode);
        return probes.Where(probe => probe.Key.Length > 0).Select(probe => Encoding.Latin1.GetString(folder.Fold(Encoding.Latin1.GetBytes(probe.Key))));
    }

    private sealed record Setting(string Delimiter, string Parents, ProbeSettings Probes);
}
