using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Delivery.Smtpd;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Native.RegularExpressions;
using MapKit.Operations.Explain;
using MapKit.Postfix;
using MapKit.Tests;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What explain says that smtpd(8) answers, beside what it answers: random restrictions, tables, clients and addresses.</summary>
[Trait(Category.Name, Category.Random)]
[UnsupportedOSPlatform("windows")]
public sealed class ExplainedSessionTests(ITestOutputHelper output)
{
    private const int ServicesAtOnce = 20;

    private const int SessionsOfService = 8;

    [RootFact("postconf", "postfix", "postmap")]
    public void Smtpd_answers_what_explain_says()
    {
        var (seed, rounds) = (Variable("MAPKIT_SEED", DateTime.UtcNow.DayOfYear), Variable("MAPKIT_SESSION_ROUNDS", 1));
        var wrong = new List<string>();
        var decisions = 0;
        for (var round = 0; round < rounds; round++)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MAPKIT_SEED={seed + round}"));
            decisions += Run(seed + round, wrong);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{decisions} sessions, {wrong.Count} differ"));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(Variable("MAPKIT_SHOWN", 20))));
        Assert.True(decisions >= rounds * ServicesAtOnce * SessionsOfService / 2, "too few sessions came about");
    }

    private static int Variable(string name, int usual) => Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : usual;

    private static int Run(int seed, List<string> wrong)
    {
        var random = new Random(seed);
        var maker = new RandomRestrictions(random);
        using var logins = new LoginServer();
        using var postfix = new PostfixInstance();
        var ports = LoopbackPort.Free(ServicesAtOnce);
        var tables = WriteTables(postfix, maker);
        var services = ports.Select(port => Service(port, tables, maker)).ToArray();
        postfix.Configure(Settings(postfix, logins, maker), ["discard unix - - n - - discard", "anvil unix - - n - 1 anvil", .. services]);
        foreach (var name in (string[])["t0", "t1"]) Assert.Equal(0, Tool.Run("postmap", "-c", postfix.ConfigurationFolder, $"hash:{postfix.ConfigurationFolder}/{name}").ExitCode);
        var configuration = PostfixConfiguration.Load(postfix.ConfigurationFolder, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
        var options = new ExplainOptions
        {
            Lookup = LookupOptions.From(configuration) with { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37, Regexp = PosixRegularExpressions.Find, Pcre = Pcre2RegularExpressions.Find },
        };
        postfix.Start();
        var decisions = 0;
        for (var index = 0; index < ports.Length; index++)
        {
            for (var count = 0; count < SessionsOfService; count++)
            {
                var session = Session(ports[index], maker);
                var explanation = ExplainOperation.Session(configuration, session, options);
                if (explanation.Outcome == ExplainOutcome.Trouble)
                {
                    AssertRefusesToStart(postfix, ports[index], $"seed {seed}: smtpd refuses to start: {explanation.Steps[0].Text}\n{services[index]}");
                    break;
                }

                if (SmtpdAnswer.Of(ports[index], session, _ => { }) is not { } theirs) continue;
                decisions++;
                var ours = explanation.Results[0];
                if (ours == theirs) continue;
                wrong.Add($"seed {seed}: {session.Address} {session.Name} helo {session.Helo} login {session.Login} from <{session.Sender}> to <{session.Recipient}>\n  Postfix: {theirs}\n  explain: {ours}\n{services[index]}\n{Text(explanation.Steps, "  ")}");
            }
        }

        return decisions;
    }

    /// <summary>The steps as lines.</summary>
    private static string Text(IEnumerable<ExplanationNode> steps, string indent) => string.Concat(steps.Select(step =>
        $"{indent}{step.Text}\n{string.Concat(step.Search?.Steps.Select(probe => $"{indent}  {probe.Table} {probe.Probe.Key}: {probe.Outcome} {probe.Value}\n") ?? [])}{Text(step.Children, indent + "  ")}"));

    /// <summary>An smtpd without relay control ends; the first client makes it try.</summary>
    private static void AssertRefusesToStart(PostfixInstance postfix, int port, string what)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port);
        PostfixInstance.WaitUntil(() => postfix.Log.Contains("fatal: in parameter smtpd_relay_restrictions or smtpd_recipient_restrictions, specify at least one working instance of", StringComparison.Ordinal), what);
    }

    private static string[] WriteTables(PostfixInstance postfix, RandomRestrictions maker)
    {
        var folder = postfix.ConfigurationFolder;
        foreach (var name in (string[])["t0", "t1", "t2"]) postfix.WriteTable(name, maker.Table());
        postfix.WriteTable("re", maker.Expressions());
        postfix.WriteTable("pc", maker.Expressions());
        postfix.WriteTable("net", maker.Networks());
        postfix.WriteTable("logins", "alice@example.com alice, root\na@example.org bob\n@sub.example.net alice\ncarol@relay.example carol@example.com\nuser bob\n");
        postfix.WriteTable("valias", "known@valias.example alice@example.com\n");
        postfix.WriteTable("transport", "gone.example error:5.1.2 gone away\nlater.example retry:4.2.2 not now\n");
        postfix.WriteTable("moved", "dave@moved.example new@example.net\n");
        postfix.WriteTable("local", "alice ok\nbob ok\nuser ok\n\"q r\" ok\n");
        return [$"hash:{folder}/t0", $"hash:{folder}/t1", $"texthash:{folder}/t2", $"regexp:{folder}/re", $"pcre:{folder}/pc", $"cidr:{folder}/net", $"hash:{folder}/missing", $"texthash:{folder}/t2", "static:DUNNO", $"hash:{folder}/t0"];
    }

    private static string Settings(PostfixInstance postfix, LoginServer logins, RandomRestrictions maker)
    {
        var folder = postfix.ConfigurationFolder;
        return $"""
            myhostname = mx.example.com
            mydestination = example.com, mx.example.com
            myorigin = example.com
            {(maker.Chance(0.3) ? "append_dot_mydomain = yes" : "")}
            {(maker.Chance(0.6) ? "recipient_delimiter = +" : "")}
            {(maker.Chance(0.3) ? "parent_domain_matches_subdomains =" : "")}
            {(maker.Chance(0.2) ? "soft_bounce = yes" : "")}
            {(maker.Chance(0.2) ? "smtpd_null_access_lookup_key = a@example.org" : "")}
            {(maker.Chance(0.2) ? "allow_untrusted_routing = yes" : "")}
            {(maker.Chance(0.2) ? "show_user_unknown_table_name = no" : "")}
            {(maker.Chance(0.2) ? "access_map_reject_code = 571\naccess_map_defer_code = 451" : "")}
            {(maker.Chance(0.2) ? "reject_code = 299" : "")}
            {(maker.Chance(0.2) ? "relay_domains_reject_code = 521\nunknown_client_reject_code = 550" : "")}
            {(maker.Chance(0.2) ? "receive_override_options = no_unknown_recipient_checks" : "")}
            alias_maps =
            alias_database =
            local_recipient_maps = texthash:{folder}/local
            virtual_alias_domains = valias.example
            virtual_alias_maps = texthash:{folder}/valias
            virtual_mailbox_domains = vbox.example
            virtual_mailbox_maps = inline:{"{"}box@vbox.example=x{"}"}
            relay_domains = relay.example
            relay_recipient_maps = inline:{"{"}carol@relay.example=x{"}"}
            transport_maps = texthash:{folder}/transport
            relocated_maps = texthash:{folder}/moved
            mynetworks = 127.0.0.0/8, 10.0.0.0/8, [2001:db8::]/32, client.example.org
            smtpd_sender_login_maps = texthash:{folder}/logins
            inet_protocols = all
            smtpd_authorized_xclient_hosts = 127.0.0.1
            smtpd_peername_lookup = no
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = {logins.Path}
            smtpd_error_sleep_time = 0
            default_transport = discard:
            relay_transport = discard:
            local_transport = discard:
            virtual_transport = discard:
            """;
    }

    private static string Service(int port, string[] tables, RandomRestrictions maker)
    {
        var settings = new List<string>
        {
            $"smtpd_restriction_classes = {string.Join(',', RandomRestrictions.Classes)}",
            $"smtpd_helo_restrictions = {maker.List(tables, 0)}",
            $"smtpd_sender_restrictions = {maker.List(tables, 0, allowsSenderCheck: true)}",
            $"smtpd_recipient_restrictions = {maker.List(tables, 0, allowsSenderCheck: true)}",
        };
        for (var index = 0; index < RandomRestrictions.Classes.Length; index++)
        {
            var list = maker.List(tables, index + 1);
            settings.Add($"{RandomRestrictions.Classes[index]} = {(list.Length == 0 ? "permit_mynetworks" : list)}");
        }

        // Without delay the connection itself must be accepted before XCLIENT.
        settings.Add($"smtpd_client_restrictions = check_client_access inline:{{127.0.0.1=OK}}, {maker.List(tables, 0)}");
        settings.Add($"smtpd_relay_restrictions = {maker.List(tables, 0)}, {(maker.Chance(0.7) ? "permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination" : "reject_unauth_destination")}");
        if (maker.Chance(0.3)) settings.Add($"smtpd_data_restrictions = {maker.List(tables, 0, allowsBareTable: maker.Chance(0.1))}");
        if (maker.Chance(0.3)) settings.Add($"smtpd_end_of_data_restrictions = {maker.List(tables, 0, allowsBareTable: maker.Chance(0.1))}");
        if (maker.Chance(0.25)) settings.Add("smtpd_delay_reject = no");
        if (maker.Chance(0.2)) settings.Add("smtpd_relay_before_recipient_restrictions = no");
        if (maker.Chance(0.2)) settings.Add("smtpd_reject_unlisted_recipient = no");
        if (maker.Chance(0.3)) settings.Add("smtpd_reject_unlisted_sender = yes");
        if (maker.Chance(0.2)) settings.Add("smtpd_helo_required = yes");
        if (maker.Chance(0.6)) settings.Add("smtpd_sasl_auth_enable = yes");
        return $"127.0.0.1:{port} inet n - n - - smtpd\n{string.Join('\n', settings.Select(setting => $"  -o {{ {setting} }}"))}";
    }

    private static SmtpSession Session(int port, RandomRestrictions maker) => new()
    {
        Service = $"127.0.0.1:{port}",
        Address = maker.Pick(RandomRestrictions.Clients),
        Name = maker.Pick(RandomRestrictions.Names),
        Helo = maker.Chance(0.1) ? "" : maker.Pick(RandomRestrictions.Helos),
        Sender = maker.Pick(RandomRestrictions.Senders),
        Recipient = maker.Pick(RandomRestrictions.Recipients),
        Login = maker.Chance(0.4) ? maker.Pick(RandomRestrictions.Logins) : null,
    };
}
