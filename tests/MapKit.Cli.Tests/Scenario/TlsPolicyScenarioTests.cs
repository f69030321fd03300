using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using MapKit.Diagnostics;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What the rules of TLS policies say that the SMTP client does, tried on the real one: a destination for each policy.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TlsPolicyScenarioTests(ITestOutputHelper output)
{
    private const string Deferred = "client TLS configuration problem";

    /// <summary>A policy, what the client logs (a regular expression), and the rule that reports it, or null if nothing is wrong.</summary>
    private static readonly (string Policy, string Logged, DiagnosticRule? Rule)[] Policies =
    [
        ("strong", "invalid security level \"strong\"", Rules.BadTlsLevel),
        (",", "invalid empty policy", Rules.BadTlsLevel),
        ("may;none", "invalid security level \"may;none\"", Rules.BadTlsLevel),
        ("half-dane", "invalid security level \"half-dane\"", Rules.BadTlsLevel),
        ("encrypt protocols=!SSLv2, !SSLv3", "malformed attribute/value pair \"!SSLv3\"", Rules.MalformedTlsAttribute),
        ("secure match=mx1.example.net,mx2.example.net", "malformed attribute/value pair \"mx2.example.net\"", Rules.MalformedTlsAttribute),
        ("encrypt =x", "malformed attribute/value pair \"=x\"", Rules.MalformedTlsAttribute),
        ("encrypt # ours", "malformed attribute/value pair \"#\"", Rules.InlineComment),
        ("encrypt policy=sts", "invalid attribute name: \"policy\"", Rules.UnknownTlsAttribute),
        ("secure match=", "attribute \"match\" has empty value", Rules.BadTlsAttribute),
        ("encrypt ciphers=", "attribute \"ciphers\" has empty value", Rules.BadTlsAttribute),
        ("encrypt match=mx.example.net", "attribute \"match\" invalid at security level \"encrypt\"", Rules.BadTlsAttribute),
        ("encrypt tafile=/etc/ssl/x", "attribute \"tafile\" invalid at security level \"encrypt\"", Rules.BadTlsAttribute),
        ("encrypt ciphers=high ciphers=medium", "attribute \"ciphers\" is specified multiple times", Rules.BadTlsAttribute),
        ("encrypt protocols=TLSv1.2 protocols=TLSv1.3", "attribute \"protocols\" is specified multiple times", Rules.BadTlsAttribute),
        ("encrypt exclude=A exclude=B", "attribute \"exclude\" is specified multiple times", Rules.BadTlsAttribute),
        ("encrypt servername=a..b", "\"servername=a..b\" specifies an invalid hostname", Rules.BadTlsAttribute),
        ("encrypt connection_reuse=on", "attribute \"connection_reuse\" has bad value: \"on\"", Rules.BadTlsAttribute),
        ("fingerprint match=nonsense", "malformed fingerprint value: nonsense", Rules.BadTlsAttribute),
        ("secure enable_rpk=yes", "invalid attribute name: \"enable_rpk\"", Rules.NewTlsAttribute), // of 3.7
        ("secure policy_type=sts", "invalid attribute name: \"policy_type\"", Rules.NewTlsAttribute), // of 3.7
        ("none ciphers=high", "ignoring attribute \"ciphers=high\" with TLS disabled", Rules.TlsAttributeIgnored),
        ("Encrypt", "Connection refused", null),
        ("secure match=.example.net:mx.example.org match=nexthop ciphers=high protocols=>=TLSv1.2", "Connection refused", null),
        ("may protocols=!SSLv2:!SSLv3,exclude=aNULL", "Connection refused", null),
        ("fingerprint match=AA:BB:CC|00ff", "Connection refused", null),
        ("verify connection_reuse=no connection_reuse=yes", "Connection refused", null),
    ];

    /// <summary>A policy for which the session fails, what the client logs, and the rule that reports it.</summary>
    private static readonly (string Policy, string Logged, DiagnosticRule Rule)[] Sessions =
    [
        ("encrypt ciphers=hi", "invalid cipher grade: \"hi\"", Rules.BadTlsAttribute),
        ("may protocols=TLSv2", "Invalid TLS protocol list \"TLSv2\": aborting TLS session", Rules.BadTlsAttribute),
    ];

    /// <summary>A key, the next hop of the mail, and the rule that reports that the client does not find the entry.</summary>
    private static readonly (string Key, string NextHop, DiagnosticRule? Rule)[] Keys =
    [
        ("localhost", "localhost", null),
        ("[localhost]", "[localhost]", null),
        ("localhost:{0}", "localhost:{0}", null),
        ("[127.0.0.1]:{0}", "[127.0.0.1]:{0}", null),
        ("*", "[127.0.0.1]", Rules.WildcardInKey),
        ("@localhost", "[127.0.0.4]", Rules.KeyNeverLookedUp),
        ("smtp:[127.0.0.2]", "[127.0.0.2]", Rules.TransportInKey),
        ("[127.0.0.3:25", "[127.0.0.3]:25", Rules.BadDestinationKey),
    ];

    [RootFact("postmap", "postfix")]
    public void The_SMTP_client_does_what_the_rules_say()
    {
        using var postfix = new PostfixInstance();
        var servers = Sessions.Select(_ => new SubmissionServer("PLAIN", "joe", "password")).ToArray();
        try
        {
            var port = LoopbackPort.Free();
            var routes = Policies.Select((_, index) => (Domain: Domain("p", index), NextHop: $"[127.0.1.{index + 1}]:{port}"))
                .Concat(servers.Select((server, index) => (Domain: Domain("s", index), NextHop: $"[127.0.0.1]:{server.Port}")))
                .Concat(Keys.Select((key, index) => (Domain: Domain("k", index), NextHop: string.Format(CultureInfo.InvariantCulture, key.NextHop, port)))).ToArray();
            var policies = Policies.Select((policy, index) => $"{routes[index].NextHop} {policy.Policy}")
                .Concat(Sessions.Select((session, index) => $"[127.0.0.1]:{servers[index].Port} {session.Policy}"))
                .Concat(Keys.Select((key, index) => $"{string.Format(CultureInfo.InvariantCulture, key.Key, port)} key{index}"));
            postfix.WriteTable("transport", string.Concat(routes.Select(route => $"{route.Domain} smtp:{route.NextHop}\n")));
            postfix.WriteTable("tls_policy", string.Concat(policies.Select(line => line + "\n")));
            postfix.Configure($"""
                myhostname = mail.example.com
                transport_maps = texthash:{postfix.ConfigurationFolder}/transport
                smtp_tls_policy_maps = texthash:{postfix.ConfigurationFolder}/tls_policy
                smtp_tls_security_level = may
                smtp_tls_fingerprint_digest = sha256
                smtp_host_lookup = native
                smtp_tcp_port = {port}
                disable_dns_lookups = yes
                """);
            postfix.Start();
            foreach (var route in routes) postfix.Send($"joe@{route.Domain}", "A mail", "Text.");
            foreach (var route in routes)
                PostfixInstance.WaitUntil(() => Regex.IsMatch(postfix.Log, $"to=<joe@{Regex.Escape(route.Domain)}>.*status=(deferred|bounced)"), $"the mail to {route.Domain} is deferred");
            var log = postfix.Log;
            foreach (var (policy, logged, rule) in Policies.Concat(Sessions.Select(session => (session.Policy, session.Logged, (DiagnosticRule?)session.Rule))))
                Assert.True(Regex.IsMatch(log, logged), $"{policy}: {logged}");
            foreach (var (policy, index) in Policies.Select((policy, index) => (policy, index)))
            {
                var isBad = policy.Rule is not null && policy.Rule != Rules.TlsAttributeIgnored;
                Assert.Equal((policy.Policy, isBad), (policy.Policy, EndOf(log, Domain("p", index)).Contains(Deferred, StringComparison.Ordinal)));
            }

            foreach (var index in Enumerable.Range(0, Sessions.Length)) Assert.Matches("Cannot start TLS: handshake failure", EndOf(log, Domain("s", index)));
            foreach (var (key, index) in Keys.Select((key, index) => (key, index)))
                Assert.Equal((key.Key, key.Rule is null), (key.Key, log.Contains($"invalid security level \"key{index}\"", StringComparison.Ordinal)));
        }
        finally
        {
            foreach (var server in servers) server.Dispose();

            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    [Fact]
    public void The_rules_say_what_the_SMTP_client_does()
    {
        foreach (var (policy, _, rule) in Policies.Concat(Sessions.Select(session => (session.Policy, session.Logged, (DiagnosticRule?)session.Rule))))
            Assert.Equal((policy, rule?.Code), (policy, TableFormat.TlsPolicy.Check("example.com", policy).SingleOrDefault()?.Rule.Code));
        foreach (var (key, _, rule) in Keys)
            Assert.Equal((key, rule?.Code), (key, TableFormat.TlsPolicy.Check(string.Format(CultureInfo.InvariantCulture, key, 25), "may").SingleOrDefault()?.Rule.Code));
    }

    private static string Domain(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}{index}.example");

    private static string EndOf(string log, string domain) =>
        log.Split('\n').Last(line => Regex.IsMatch(line, $"to=<joe@{Regex.Escape(domain)}>.*status="));
}
