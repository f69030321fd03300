using System.Runtime.Versioning;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Mutations;

/// <summary>Mistakes in good configurations: what the real Postfix reports, and the rule of lint that reports it before.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KnownMistakeTests(ITestOutputHelper output)
{
    /// <summary>The configuration, the file, the text in it and the text to write instead, the rule, and what Postfix says.</summary>
    private static readonly (string Name, string File, string Good, string Bad, string Rule, string Said)[] Mistakes =
    [
        ("relay", "main.cf", "relayhost = [127.0.0.1]", "relayhost = [127.0.0.1", "MK2102", "missing \"]\" in server description"),
        ("relay", "main.cf", "relayhost = [127.0.0.1]:", "relayhost = [127.0.0.1]:1x", "MK2103", "garbage after numerical service in server description"),
        ("relay", "main.cf", "smtpd_relay_restrictions =", "local_transport = lcoal\nsmtpd_relay_restrictions =", "MK2112", "connect to transport private/lcoal: No such file or directory"),
        ("relay", "main.cf", "biff = no", "smtp_bind_address = 300.1.1.1", "MK5414", "bad smtp_bind_address parameter: 300.1.1.1"),
        ("relay", "main.cf", "biff = no", "smtpd_milters = localhost:8891", "MK5452", "invalid transport name: localhost in Milter service: localhost:8891"),
        ("relay", "main.cf", "biff = no", "smtpd_proxy_filter = 127.0.0.1", "MK5452", "fatal: 127.0.0.1: garbage after numerical service"),
        ("relay", "main.cf", "biff = no", "smtpd_client_restrictions = check_policy_service inet:127.0.0.1", "MK5452", "fatal: 127.0.0.1: garbage after numerical service"),
        ("relay", "main.cf", "biff = no", "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /nosuch/cert.pem", "MK5453", "error opening chain file: /nosuch/cert.pem: No such file or directory"),
        ("relay", "main.cf", "biff = no", "smtpd_sender_restrictions = reject_sender_login_mismatch", "MK5428", "ignored: no SASL support"),
        ("relay", "main.cf", "biff = no", "smtpd_sender_restrictions = reject_rbl_client list.example=127.0.0.300", "MK5426", "fatal: RBL reply error: need decimal number 0..255"),
        ("relay", "master.cf", " trivial-rewrite\n", " trivial-rewrit\n", "MK5450", "fatal: master_spawn: exec"),
        ("relay", "master.cf", "rewrite unix", "rwrite unix", "MK5451", "private/rewrite"),
        ("relay", "master.cf", "cleanup unix n", "cleanup unix -", "MK5451", "public/cleanup"),
        ("gateway", "master.cf", "    -o smtpd_helo_required=yes", "    --o smtpd_helo_required=yes", "MK5454", "fatal: invalid option: -"),
        ("gateway", "master.cf", "user=nobody", "user=nnobody", "MK5454", "unknown username: nnobody"),
        ("gateway", "master.cf", "argv=/bin/true", "argv=/bin/tru", "MK5454", "execvp /bin/tru: No such file or directory"),
        ("gateway", "master.cf", "flags=Rq", "flags=Rz", "MK5454", "unknown flag: z"),
        ("gateway", "master.cf", "discard unix - - n - -", "discard unix - - n - 1x", "MK5455", "invalid process_limit field"),
        ("gateway", "main.cf", ", hash:", ", hhash:", "MK2978", "unsupported dictionary type: hhash"),
        ("hosting", "main.cf", "virtual_mailbox_base = ", "virtual_mailbox_base = .", "MK5408", "do not specify relative pathname: virtual_mailbox_base"),
        ("hosting", "main.cf", "virtual_uid_maps = static:65534", "", "MK5456", "not found in virtual_uid_maps"),
        ("relay", "main.cf", "smtp_generic_maps = hash:", "proxy_read_maps = $virtual_alias_maps\nsmtp_generic_maps = proxy:hash:", "MK5458", "request for unapproved table"),
        ("gateway", "main.cf", "default_transport = smtp:", "default_transport = smpt:", "MK2112", "connect to transport private/smpt: No such file or directory"),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Mistakes.Length)];

    [RootTheory("postfix")]
    [MemberData(nameof(Rows))]
    public void What_Postfix_reports_is_found(int row)
    {
        var (name, file, good, bad, rule, said) = Mistakes[row];
        using var host = new MutationHost(name);
        var text = host.Good.Files[file];
        Assert.Contains(good, text, StringComparison.Ordinal);
        host.Write(new Mutation(file, text.Replace(good, bad, StringComparison.Ordinal), bad));
        var complaints = host.Compile();
        var findings = host.Lint();
        output.WriteLine(string.Join('\n', findings));
        Assert.Contains(findings, finding => finding.Contains(rule, StringComparison.Ordinal));
        var outcome = host.Run();
        output.WriteLine(string.Join('\n', outcome.Complaints));
        Assert.Contains(complaints.Concat(outcome.Complaints), complaint => complaint.Contains(said, StringComparison.Ordinal));
    }
}
