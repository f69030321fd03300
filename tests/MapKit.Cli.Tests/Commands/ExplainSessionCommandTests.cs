using System.Text.Json;

namespace MapKit.Cli.Tests.Commands;

public sealed class ExplainSessionCommandTests : IDisposable
{
    private readonly ExplainFolder _folder = new("""
        mynetworks = 10.0.0.0/8
        local_recipient_maps = inline:{root=x}
        smtpd_sender_restrictions = check_sender_access texthash:DIR/senders
        smtpd_recipient_restrictions = reject_rbl_client bl.example, reject_unknown_sender_domain
        smtpd_sender_login_maps = inline:{a@example.org=alice}
        """);

    public ExplainSessionCommandTests()
    {
        _folder.Write("senders", "# comment\nbad@example.org REJECT not you\n");
        var main = File.ReadAllText(Path.Join(_folder.Path, "main.cf")).Replace("DIR", _folder.Path, StringComparison.Ordinal);
        _folder.Write("main.cf", main);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_output_has_each_restriction_and_the_line_that_decides()
    {
        var run = _folder.Run("explain", "session", "--client", "192.0.2.1:mail.example.org", "--helo", "mail.example.org", "--from", "bad@example.org", "--to", "root@box.home.example");
        Assert.Equal((0, ""), (run.Status, run.Error));
        var line = 1 + Array.FindIndex(File.ReadAllLines(Path.Join(_folder.Path, "main.cf")), text => text.StartsWith("smtpd_sender_restrictions", StringComparison.Ordinal));
        Assert.Equal(
            $"""
            session from bad@example.org to root@box.home.example
              service smtp/inet [/etc/postfix/master.cf:1]
              RCPT TO: smtpd_sender_restrictions
                check_sender_access texthash:/etc/postfix/senders [/etc/postfix/main.cf:{line}]: rejected
                  check_sender_access: bad@example.org in texthash:/etc/postfix/senders
                    bad@example.org (the whole address): REJECT not you  [/etc/postfix/senders:2]
                  rejected: 554 5.7.1 <bad@example.org>: Sender address rejected: not you
              the server answers RCPT TO: 554 5.7.1 <bad@example.org>: Sender address rejected: not you
                decided by smtpd_sender_restrictions, check_sender_access texthash:/etc/postfix/senders [/etc/postfix/main.cf:{line}]
                decided by /etc/postfix/senders:2

            """,
            _folder.Shown(run));
    }

    [Fact]
    public void Each_open_question_is_named_with_the_answer_if_it_were_otherwise()
    {
        var run = _folder.Run("explain", "session", "--client", "192.0.2.1:mail.example.org", "--from", "a@example.org", "--to", "root@box.home.example");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("  the server accepts the message: 250 2.1.5 Ok\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            """
              the answer rests on: whether 1.2.0.192.bl.example has an A record (yes, no, or the text of its TXT record): taken as no (--assume 1.2.0.192.bl.example=yes); otherwise the server answers RCPT TO: 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example
              the answer rests on: whether example.org has MX, A or AAAA records: taken as yes (--assume example.org=no); otherwise the server answers RCPT TO: 450 4.1.8 <a@example.org>: Sender address rejected: Domain not found

            """,
            run.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bl.example=yes", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example")]
    [InlineData("BL.example=see https://bl.example", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example; see https://bl.example")]
    [InlineData("1.2.0.192.bl.example=yes", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example")]
    [InlineData("example.org=no", "450 4.1.8 <a@example.org>: Sender address rejected: Domain not found")]
    [InlineData("reject_unknown_sender_domain=no", "450 4.1.8 <a@example.org>: Sender address rejected: Domain not found")]
    [InlineData("bl.example=no", "250 2.1.5 Ok")]
    public void An_assumption_answers_a_question(string assumption, string reply)
    {
        var run = _folder.Run("explain", "session", "--client", "192.0.2.1:mail.example.org", "--from", "a@example.org", "--to", "root@box.home.example", "--assume", assumption, "--json");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(reply, JsonDocument.Parse(run.Output).RootElement.GetProperty("results")[0].GetString());
    }

    [Theory]
    [InlineData("smtpd_sender_restrictions = check_sender_mx_access inline:{mx.example.org=REJECT}", "example.org=mx.example.org,192.0.2.9", "554 5.7.1 <a@example.org>: Sender address rejected: Access denied")]
    [InlineData("smtpd_sender_restrictions = check_sender_ns_access inline:{192.0.2.9=REJECT}", "check_sender_ns_access=ns.example.org,192.0.2.9", "554 5.7.1 <a@example.org>: Sender address rejected: Access denied")]
    [InlineData("smtpd_sender_restrictions = check_sender_a_access inline:{192.0.2.9=OK}", "example.org=192.0.2.9", "451 4.3.5 Server configuration error")]
    [InlineData("smtpd_sender_restrictions = check_policy_service unix:private/policy", "unix:private/policy=no", "554 5.7.1 <a@example.org>: Sender address rejected: Access denied")]
    [InlineData("smtpd_sender_restrictions = check_policy_service { unix:private/policy, timeout = 5s }", "unix:private/policy=450 4.2.0 greylisted", "450 4.2.0 <a@example.org>: Sender address rejected: greylisted")]
    [InlineData("smtpd_sender_restrictions = check_sender_access pgsql:/x.cf", "pgsql:/x.cf=REJECT", "554 5.7.1 <a@example.org>: Sender address rejected: Access denied")]
    [InlineData("smtpd_sender_restrictions = reject_unverified_sender", "a@example.org=no", "450 4.1.7 <a@example.org>: Sender address rejected: unverified address: (the answer of the other server)")]
    [InlineData("smtpd_client_restrictions = reject_unknown_client_hostname", "192.0.2.7=mail.example.org", "250 2.1.5 Ok")]
    [InlineData("smtpd_client_restrictions = reject_unknown_client_hostname", "nothing=no", "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.7]")]
    [InlineData("smtpd_client_restrictions = reject_rhsbl_sender dbl.example", "example.org.dbl.example=yes", "554 5.7.1 Service unavailable; Sender address [a@example.org] blocked using dbl.example")]
    [InlineData("smtpd_client_restrictions = permit_dnswl_client wl.example, reject", "wl.example=yes", "250 2.1.5 Ok")]
    [InlineData("rbl_reply_maps = inline:{{dbl.example=521 4.7.1 $$rbl_class $$rbl_what by $$rbl_domain}}\nsmtpd_helo_restrictions = reject_rhsbl_helo dbl.example", "dbl.example=yes", "521 5.7.1 Helo command mx.example.net by dbl.example")]
    [InlineData("local_recipient_maps = ldap:/x.cf", "local_recipient_maps=no", "550 5.1.1 <root@box.home.example>: Recipient address rejected: User unknown in local recipient table")]
    public void An_assumption_answers_for_DNS_servers_and_tables_on_servers(string settings, string assumption, string reply)
    {
        using var folder = new ExplainFolder("local_recipient_maps = inline:{root=x}\n" + settings);
        var run = folder.Run("explain", "session", "--client", "192.0.2.7", "--helo", "mx.example.net", "--from", "a@example.org", "--to", "root@box.home.example", "--assume", assumption, "--json");
        Assert.Equal(0, run.Status);
        Assert.Equal(reply, JsonDocument.Parse(run.Output).RootElement.GetProperty("results")[0].GetString());
    }

    [Fact]
    public void An_assumption_that_no_step_needs_is_named()
    {
        var run = _folder.Run("explain", "session", "--client", "10.0.0.1:unknown", "--from", "bad@example.org", "--to", "root@box.home.example", "--assume", "other.example=yes");
        Assert.Contains("  --assume other.example: no step of this session needs it\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_on_a_server_is_not_known_and_named()
    {
        using var folder = new ExplainFolder("local_recipient_maps = inline:{root=x}\nsmtpd_recipient_restrictions = check_recipient_access ldap:/etc/postfix/x.cf");
        var run = folder.Run("explain", "session", "--client", "192.0.2.1:unknown", "--from", "<>", "--to", "root@box.home.example", "--no-postmap");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("ldap:/etc/postfix/x.cf: not known (MapKit does not query ldap: tables, which need a server); taken as no entry", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--client nonsense --from a@b.example --to c@d.example", "nonsense: expected ADDRESS or ADDRESS:NAME, such as 192.0.2.1:mail.example.org or [2001:db8::1]:mail.example.org")]
    [InlineData("--client 192.0.2.1:a..b --from a@b.example --to c@d.example", "192.0.2.1:a..b: a..b is not the name of a host")]
    [InlineData("--service nothing --from a@b.example --to c@d.example", "master.cf has no SMTP server nothing: it has smtp")]
    [InlineData("--assume x --from a@b.example --to c@d.example", "x: expected NAME=yes or NAME=no")]
    [InlineData("--from a@b.example", "--to: the value is missing; see mapkit help explain session")]
    public void A_wrong_command_line_is_one_line(string arguments, string message)
    {
        var run = _folder.Run(["explain", "session", .. arguments.Split(' ')]);
        Assert.Equal((2, $"mapkit: error: {message}\n"), (run.Status, run.Error));
    }

    [Fact]
    public void A_server_without_relay_control_does_not_start()
    {
        using var folder = new ExplainFolder("smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = permit_mynetworks, permit");
        var run = folder.Run("explain", "session", "--client", "192.0.2.1", "--from", "a@b.example", "--to", "c@d.example");
        Assert.Equal(2, run.Status);
        Assert.Contains("smtpd does not start, and no mail is received: in parameter smtpd_relay_restrictions or smtpd_recipient_restrictions, specify at least one working instance of: reject_unauth_destination, defer_unauth_destination, reject, defer, defer_if_permit or check_relay_domains", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_may_send_as_an_address_is_shown()
    {
        _folder.Write("master.cf", "submission inet n - n - - smtpd\n  -o smtpd_sasl_auth_enable=yes -o smtpd_sender_restrictions=reject_sender_login_mismatch\n");
        var run = _folder.Run("explain", "session", "--service", "submission", "--login", "bob", "--from", "a@example.org", "--to", "root@box.home.example");
        Assert.Contains("may send as a@example.org: alice\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("the server answers RCPT TO: 553 5.7.1 <a@example.org>: Sender address rejected: not owned by user bob\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("[/etc/postfix/master.cf:2]", _folder.Shown(run), StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_line_expects_a_code_a_status_or_the_whole_reply()
    {
        var file = _folder.Write("expectations", """
            session client=192.0.2.1:mail.example.org from=bad@example.org to=root@box.home.example -> 554
            session client=192.0.2.1:mail.example.org from=bad@example.org to=root@box.home.example -> 554 5.7.1
            session client=192.0.2.1:mail.example.org from=bad@example.org to=root@box.home.example -> 554 5.7.1 <bad@example.org>: Sender address rejected: not you
            session client=192.0.2.1 from=<> to=root@box.home.example assume=bl.example=yes -> 554 5.7.1
            session from= to=root@box.home.example tls -> 250
            session client=192.0.2.1:mail.example.org from=a@example.org to=x@example.net -> 250
            """);
        var run = _folder.Run("test", file);
        Assert.Equal((1, "mapkit: 5 of 6 expectations met\n"), (run.Status, run.Error));
        Assert.Contains("failed  /etc/postfix/expectations:6: session client=192.0.2.1:mail.example.org from=a@example.org to=x@example.net: expected 250, got 454 4.7.1 <x@example.net>: Relay access denied\n", _folder.Shown(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session client=192.0.2.1 from=a@example.org -> 250", "1:1: a session needs from= and to=, as in: session client=192.0.2.1 from=a@example.org to=b@example.com -> 550")]
    [InlineData("session host=x from=a@example.org to=b@c.example -> 250", "1:9: host=x: a session has client, helo, from, to, login, service, assume, tls, each with = and a value, or tls")]
    [InlineData("session from=a@example.org to=b@c.example to=d@e.example -> 250", "1:43: to is given twice")]
    public void A_wrong_test_line_is_named(string line, string message)
    {
        var run = _folder.Run("test", _folder.Write("expectations", line + "\n"));
        Assert.Equal((2, $"mapkit: error: {_folder.Path}/expectations:{message}\n"), (run.Status, run.Error));
    }
}
