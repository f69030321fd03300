using MapKit.Diagnostics;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.AcrossTables;

/// <summary>Next hops and the credentials that smtp(8) finds for them.</summary>
public class CredentialsRuleTests
{
    [Theory]
    [InlineData("x.example smtp:[r.example]:587\n", "r.example:587", "transport:1:16: warning MK4101: \"[r.example]:587\" finds no credentials: Postfix looks up \"r.example\" and \"[r.example]:587\", but line 1 of sasl_passwd, with \"r.example:587\", is written differently; Postfix does not log in")]
    [InlineData("x.example smtp:[r.example]:587\n", "[r.example]", "transport:1:16: warning MK4101: \"[r.example]:587\" finds no credentials: Postfix looks up \"r.example\" and \"[r.example]:587\", but line 1 of sasl_passwd, with \"[r.example]\", is written differently; Postfix does not log in")]
    [InlineData("x.example smtp:[r.example]:submission\ny.example relay:[R.example]:submission\n", "[r.example]:587", "transport:1:16: warning MK4101: \"[r.example]:submission\" finds no credentials: Postfix looks up \"r.example\" and \"[r.example]:submission\", but line 1 of sasl_passwd, with \"[r.example]:587\", is written differently; Postfix does not log in|transport:2:17: warning MK4101: \"[R.example]:submission\" finds no credentials: Postfix looks up \"R.example\" and \"[R.example]:submission\", but line 1 of sasl_passwd, with \"[r.example]:587\", is written differently; Postfix does not log in")]
    [InlineData("x.example smtp:r.example\ny.example smtp:r.example\n", "[r.example]", "transport:1:16: warning MK4101: \"r.example\" finds no credentials: Postfix looks up the name of its server and \"r.example\", but line 1 of sasl_passwd, with \"[r.example]\", is written differently; Postfix does not log in (1 more such entry)")]
    [InlineData("x.example smtp:[r.example]\n", "r.example:hunter2", "transport:1:16: warning MK4101: \"[r.example]\" finds no credentials: Postfix looks up \"r.example\" and \"[r.example]\", but line 1 of sasl_passwd is written differently; Postfix does not log in")]
    [InlineData("x.example smtp:[r.example]:587\n", "[q.example]:587", "transport:1:16: info MK4102: there are no credentials for \"[r.example]:587\", although its port is for submission with a login; Postfix looks up \"r.example\" and \"[r.example]:587\"")]
    [InlineData("* smtp:[r.example]:587\n", "[r.example]:587", "transport:1:8: info MK4103: * sends mail for every domain to \"[r.example]:587\", which has credentials; everyone who may send through this host uses that account")]
    public void A_finding_is_told(string transport, string key, string findings) => Assert.Equal(findings.Split('|'), Findings(transport, key));

    [Theory]
    [InlineData("x.example smtp:[r.example]:587\n", "r.example")] // the name of the server
    [InlineData("x.example smtp:[r.example]:587\n", "[R.example]:587")] // folded
    [InlineData("x.example smtp:r.example:25\n", "r.example:25")]
    [InlineData("x.example smtp:r.example:25\n", "mx.q.example")] // may be its mail exchanger
    [InlineData("x.example smtp:r.example:26\n", "r.example")] // without MX records the name is that of the server
    [InlineData("x.example smtp:[r.example]:25\n", "[r.example]:587")] // another service
    [InlineData("x.example lmtp:[r.example]:587\n", "r.example:587")]
    [InlineData("x.example error:[r.example]:587\n", "r.example:587")]
    [InlineData("x.example mine:[r.example]:587\n", "r.example:587")] // may have a table of its own
    [InlineData("x.example smtp:[r.example]:587\n", "joe@example.com")] // by sender
    [InlineData("* smtp:[r.example]\n", "[q.example]")]
    [InlineData("* smtp:\n* :\n", "[q.example]")]
    [InlineData("x.example smtp:[a.example],[r.example]:587\n", "a.example|[r.example]:587")]
    public void Where_smtp_may_find_some_nothing_is_told(string transport, string keys) =>
        Assert.DoesNotContain(Findings(transport, keys), line => line.Contains("MK41", StringComparison.Ordinal));

    [Fact]
    public void Relay_hosts_and_transports_by_sender_are_next_hops_too()
    {
        Assert.StartsWith("transport:1:18: warning MK4101: \"[r.example]:587\"", Assert.Single(Findings("joe@example.com  [r.example]:587\n", "r.example:587", "sender_relay")), StringComparison.Ordinal);
        Assert.StartsWith("transport:1:22: warning MK4101: \"[r.example]:587\"", Assert.Single(Findings("joe@example.com smtp:[r.example]:587\n", "r.example:587", "sender_transport")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_credentials_nothing_is_told()
    {
        using var folder = new TemporaryFolder();
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.Read(folder.Write("transport", "* smtp:[r.example]:587\n"), null);
        Assert.Empty(Linted.Shown(operation, folder));
    }

    [Fact]
    public void The_seed_tables_fit_one_another()
    {
        var root = System.IO.Path.Combine(AppContext.BaseDirectory);
        while (!Directory.Exists(System.IO.Path.Combine(root, "testdata", "seed"))) root = System.IO.Path.GetDirectoryName(root)!;
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        foreach (var name in (string[])["aliases", "generic", "sasl_passwd", "transport"]) operation.Read(System.IO.Path.Combine(root, "testdata", "seed", name), null);
        var findings = new DiagnosticList();
        operation.Report(findings);

        // relay.provider.example:587 is the key letter for letter; that it is asked for by MX is told by itself.
        Assert.DoesNotContain(findings, finding => finding.Rule.Code.StartsWith("MK28", StringComparison.Ordinal) || finding.Rule.Code.StartsWith("MK41", StringComparison.Ordinal));
    }

    private static string[] Findings(string routes, string keys, string format = "transport")
    {
        using var folder = new TemporaryFolder();
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.Read(folder.Write("transport", routes), TableFormat.ByName(format));
        var passwords = folder.Write("sasl_passwd", string.Concat(keys.Split('|').Select(key => $"{key} joe:secret\n")));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        operation.Read(passwords, null);
        return [.. Linted.Shown(operation, folder).Where(line => line.Contains("MK41", StringComparison.Ordinal) || line.Contains("MK28", StringComparison.Ordinal))];
    }
}
