using System.Runtime.Versioning;
using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What the rules of tables of server names say that Postfix does, asked of the SMTP server by a TLS client.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ServerSniScenarioTests(ITestOutputHelper output)
{
    /// <summary>A name, its files, what Postfix logs (empty if the handshake succeeds), and the rule.</summary>
    private static readonly (string Name, string Files, string Logged, string Code)[] Cases =
    [
        ("good.example.com", "a.key a.pem", "", ""),
        ("first.example.com", "a.pem a.key", "key not first", "MK2956"),
        ("other.example.com", "a.key b.pem", "does not match next certificate", "MK2957"),
        ("alone.example.com", "b.key", "No certs for key", "MK2958"),
    ];

    [RootFact("postmap", "postfix", "openssl")]
    public void The_SMTP_server_ends_the_handshake_as_the_rules_say()
    {
        using var postfix = new PostfixInstance();
        try
        {
            var folder = postfix.ConfigurationFolder;
            foreach (var name in (string[])["a", "b"])
            {
                var made = Tool.Run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", $"/CN={name}.example.com", "-keyout", $"{folder}/{name}.key", "-out", $"{folder}/{name}.pem");
                Assert.Equal(0, made.ExitCode);
            }

            var lines = Cases.Select(row => $"{row.Name} {string.Join(' ', row.Files.Split(' ').Select(file => $"{folder}/{file}"))}\n").ToArray();
            var table = postfix.WriteTable("sni_map", string.Concat(lines));
            var port = LoopbackPort.Free();
            postfix.Configure(
                $"""
                smtpd_tls_security_level = may
                smtpd_tls_chain_files = {folder}/a.key, {folder}/a.pem
                smtpd_tls_loglevel = 1
                tls_server_sni_maps = hash:{table}
                smtp_tls_security_level = none
                local_recipient_maps =
                alias_maps =
                """,
                $"127.0.0.1:{port} inet n - n - - smtpd",
                "anvil unix - - n - 1 anvil");
            Assert.Equal(0, Tool.Run("postmap", "-c", folder, "-F", $"hash:{table}").ExitCode);
            postfix.Start();
            foreach (var (name, _, logged, _) in Cases)
            {
                var client = Tool.Run("openssl", ["s_client", "-connect", $"127.0.0.1:{port}", "-starttls", "smtp", "-servername", name], Encoding.ASCII.GetBytes("QUIT\r\n"), null);
                Assert.Equal((name, logged.Length == 0), (name, client.Output.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal)));
                PostfixInstance.WaitUntil(() => postfix.Log.Contains(logged, StringComparison.Ordinal), $"the log has {logged}");
            }

            var found = CommandRun.Of("lint", "-f", "server_sni", table).Output.Split('\n').Where(line => line.StartsWith(table, StringComparison.Ordinal)).Select(line => line.Split(' ')[2].TrimEnd(':'));
            Assert.Equal(Cases.Select(row => row.Code).Where(code => code.Length > 0), found);
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }
}
