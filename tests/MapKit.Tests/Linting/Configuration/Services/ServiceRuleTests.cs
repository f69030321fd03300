namespace MapKit.Tests.Linting.Configuration.Services;

/// <summary>The services of master.cf, and the transports, servers and files that parameters name: where, and what to write instead.</summary>
public sealed class ServiceRuleTests : IDisposable
{
    private const string Master = """
        smtp inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        smtp unix - - n - - smtp
        local unix - n n - - local
        proxymap unix - - n - - proxymap
        anvil unix - - n - 1 anvil

        """;

    private readonly LintedConfiguration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Fact]
    public void A_complete_configuration_has_no_finding() =>
        Assert.Empty(_configuration.Places("relayhost = [mail.example.org]:587\ndefault_transport = smtp\nlocal_transport = local:$myhostname\ncontent_filter = smtp:[127.0.0.1]:10025", Master));

    [Theory]
    [InlineData("trivial-rewrite", "trivial-rewrit", "master.cf:4:24 MK5450", "write trivial-rewrite")]
    [InlineData("bounce unix", "bunce unix", "master.cf:5:1 MK5451", "write bounce")]
    [InlineData("cleanup unix n", "cleanup unix -", "master.cf:2:14 MK5451", "write n in the column \"private\"")]
    [InlineData("rewrite unix -", "rewrite unix n", "master.cf:4:14 MK5451", "write - in the column \"private\"")]
    [InlineData("retry unix - - n - - error\n", "", "master.cf MK5451", "add the line of the service retry from the master.cf of the package")]
    [InlineData("qmgr unix n", "qmgr inet n", "master.cf MK5451", "add the line of the service qmgr from the master.cf of the package")]
    public void A_service_that_Postfix_cannot_start_or_find_is_found(string good, string bad, string place, string help)
    {
        var master = Master.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Master, master);
        Assert.Equal([place], _configuration.Places("", master));
        var finding = Assert.Single(_configuration.Lint("", master));
        Assert.Equal(help, finding.Help);
        Assert.DoesNotContain("hidden", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_with_another_name_by_its_parameter_is_no_mistake() =>
        Assert.Empty(_configuration.Places("bounce_service_name = returned", Master.Replace("bounce unix", "returned unix", StringComparison.Ordinal)));

    [Theory]
    [InlineData("default_transport = nosuch:", "main.cf:1:21 MK2112")]
    [InlineData("local_transport = lcoal\nmydestination = example.com", "main.cf:1:19 MK2112")]
    [InlineData("content_filter = filter:[127.0.0.1]:10025", "main.cf:1:18 MK2112")]
    [InlineData("content_filter = [127.0.0.1]:10025", "main.cf:1:18 MK2108")]
    [InlineData("mailbox_transport = dovecot", "main.cf:1:21 MK2112")]
    [InlineData("relayhost = [mail.example.org", "main.cf:1:13 MK2102")]
    [InlineData("relayhost = [mail.example.org]:587x", "main.cf:1:32 MK2103")]
    [InlineData("relayhost = mail.example.org 587", "main.cf:1:30 MK2106")]
    [InlineData("relayhost = smtp:[mail.example.org]", "main.cf:1:13 MK2701")]
    [InlineData("smtp_fallback_relay = a.example, [b.example", "main.cf:1:34 MK2102")]
    public void A_route_that_Postfix_cannot_use_is_found_where_it_is_written(string main, string place) => Assert.Equal([place], _configuration.Places(main, Master));

    [Fact]
    public void A_later_server_that_cannot_be_used_is_a_warning() =>
        Assert.Equal(MapKit.Diagnostics.Severity.Warning, Assert.Single(_configuration.Lint("relayhost = a.example, [b.example", Master)).Severity);

    [Theory]
    [InlineData("smtpd_milters = inet:localhost", "main.cf:1:17")]
    [InlineData("smtpd_milters = unix:/x, localhost:8891", "main.cf:1:26")]
    [InlineData("smtpd_milters = { inet:localhost, timeout = 3s }", "main.cf:1:19")]
    [InlineData("non_smtpd_milters = inet:127.0.0.1:", "main.cf:1:21")]
    [InlineData("smtpd_proxy_filter = 127.0.0.1", "main.cf:1:22")]
    [InlineData("smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service inet:127.0.0.1", "main.cf:1:80")]
    [InlineData("smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service 127.0.0.1:10023", "main.cf:1:80")]
    [InlineData("smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service { inet:[::1], timeout = 3s }", "main.cf:1:82")]
    public void A_server_that_smtpd_cannot_connect_to_is_found(string main, string place) => Assert.Equal([place + " MK5452"], _configuration.Places(main, Master));

    [Theory]
    [InlineData("smtpd_milters = inet:localhost:8891, unix:/x, local:y, { inet:[::1]:1, timeout = 3s }, inet:8891")]
    [InlineData("milter = inet:localhost:1\nsmtpd_milters = $milter")]
    [InlineData("smtpd_proxy_filter = 127.0.0.1:10025")]
    [InlineData("smtpd_proxy_filter = inet:filter.example:smtp")]
    [InlineData("smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service unix:private/policy, check_policy_service inet:localhost:10023")]
    public void Servers_in_every_notation_are_no_mistake(string main) => Assert.Empty(_configuration.Places(main, Master));

    [Theory]
    [InlineData("127.0.0.300", true)]
    [InlineData("127.0.0", true)]
    [InlineData("127.0.0.[9..2]", true)]
    [InlineData("127.0.0.", true)]
    [InlineData("127.0.0.2", false)]
    [InlineData("127.0.[0..3].[2;5..9]", false)]
    public void The_reply_of_a_list_is_compared_with_four_numbers(string pattern, bool isFound) => Assert.Equal(
        isFound ? ["main.cf:1:90 MK5426"] : [],
        _configuration.Places($"smtpd_recipient_restrictions = reject_unauth_destination, reject_rbl_client list.example={pattern}", Master));

    [Theory]
    [InlineData("smtpd_tls_security_level = may\nsmtpd_tls_cert_file = @/cert.pem", "main.cf:2:23 MK5453")]
    [InlineData("smtp_tls_security_level = may\nsmtp_tls_CAfile = @/ca.pem", "main.cf:2:19 MK5453")]
    [InlineData("smtpd_tls_security_level = may\nsmtpd_tls_chain_files = @/key.pem, @/chain.pem", "main.cf:2:25 MK5453")]
    [InlineData("smtpd_tls_security_level = none\nsmtpd_tls_cert_file = @/cert.pem")]
    [InlineData("smtpd_tls_security_level = may\nsmtpd_tls_cert_file = none")]
    public void A_missing_file_of_TLS_is_found_where_TLS_is_on(string main, params string[] places)
    {
        _configuration.Write("key.pem", "");
        var master = Master + "tlsmgr unix - - n 1000? 1 tlsmgr\n";
        Assert.Equal(places, _configuration.Places(main, master));
    }

    [Theory]
    [InlineData("mynetworks = 127.0.0.0/8\n relayhost = [mail.example.org]", "main.cf:2:2 MK5413")]
    [InlineData("myorigin = example.com\n# comment\n\tbiff=no", "main.cf:3:2 MK5413")]
    public void A_setting_that_begins_with_whitespace_is_found(string main, string place) => Assert.Contains(place, _configuration.Places(main, Master));

    [Theory]
    [InlineData("smtpd_sender_restrictions =\n  check_sender_access inline:{\n  joe = OK }")]
    [InlineData("smtpd_relay_restrictions =\n  permit_mynetworks\n  reject_unauth_destination")]
    public void A_list_on_several_lines_is_no_mistake(string main) => Assert.DoesNotContain(_configuration.Places(main, Master), place => place.EndsWith("MK5413", StringComparison.Ordinal));

    [Theory]
    [InlineData("smtp_bind_address = 192.0.2.300", true)]
    [InlineData("smtp_bind_address = mail.example.com", true)]
    [InlineData("smtp_bind_address6 = 192.0.2.1", true)]
    [InlineData("smtp_bind_address = 192.0.2.1", false)]
    [InlineData("smtp_bind_address6 = 2001:db8::1", false)]
    public void A_source_address_is_a_network_address(string main, bool isFound) =>
        Assert.Equal(isFound ? ["MK5414"] : [], _configuration.Places(main, Master).Select(place => place[^6..]));

    [Theory]
    [InlineData("", "warning")]
    [InlineData("465 inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes\n", "info")]
    [InlineData("465 inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_sender_restrictions=reject_sender_login_mismatch\n", "warning")]
    public void A_login_restriction_without_logins_is_found(string service, string severity)
    {
        var finding = Assert.Single(_configuration.Lint("smtpd_sender_restrictions = permit_mynetworks, reject_sender_login_mismatch", Master + service));
        Assert.Equal(("MK5428", severity), (finding.Rule.Code, finding.Severity.ToString().ToLowerInvariant()));
        Assert.Equal((1, 48), (finding.Place!.Value.Line, finding.Place.Value.Column));
    }

    [Theory]
    [InlineData("smtp unix - - n - - smtp", "smtp unix - - n - - smtp --o syslog_name=x", "master.cf:9:26 MK5454", "write -o")]
    [InlineData("smtp unix - - n - - smtp", "smtp unix - - n - - smtp -x", "master.cf:9:26 MK5454", "remove it, or write -o name=value to set a parameter")]
    [InlineData("smtp unix - - n - - smtp", "smtp unix - - n - - smtp syslog_name=x", "master.cf:9:26 MK5454", "write -o syslog_name=x")]
    [InlineData("smtp unix - - n - - smtp", "smtp unix - - n - - smtp smtp_sasl_password_maps=static:user:hidden", "master.cf:9:26 MK5454", "write -o smtp_sasl_password_maps=****")]
    [InlineData("smtp unix - - n - - smtp", "smtp unix - - n - - smtp static:user:hidden", "master.cf:9:26 MK5454", "remove it")]
    [InlineData("anvil unix - - n - 1 anvil", "anvil unix - - n - 1x anvil", "master.cf:12:20 MK5455", "write 1")]
    [InlineData("qmgr unix n - n 300 1 qmgr", "qmgr unix n - n 300s 1 qmgr", "master.cf:3:17 MK5455", "write 300")]
    [InlineData("anvil unix", "f unix - n n - - pipe\n  flags=Rz user=nobody argv=/bin/true\nanvil unix", "master.cf:13:3 MK5454", "write flags out of BDFORX.>hqu")]
    [InlineData("anvil unix", "f unix - n n - - pipe\n  flags=Rq argv=/bin/true\nanvil unix", "master.cf:12:18 MK5454", "add user=NAME to the service")]
    [InlineData("anvil unix", "f unix - n n - - pipe\n  user=nobody /bin/true\nanvil unix", "master.cf:13:15 MK5454", "write one of flags=, user=, directory=, chroot=, eol=, null_sender=, size=, argv=; the arguments of the command follow argv=")]
    [InlineData("anvil unix", "f unix - n n - - spawn\n  user=root argv=/bin/true\nanvil unix", "master.cf:13:3 MK5454", "correct the value")]
    public void An_argument_that_the_program_refuses_is_found(string good, string bad, string place, string help)
    {
        var master = Master.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Master, master);
        Assert.Equal([place], _configuration.Places("", master));
        Assert.Equal(help, Assert.Single(_configuration.Lint("", master)).Help);
    }

    [Theory]
    [InlineData("smtp unix - - n - - smtp", "smtp unix - - n - - smtp -v -o syslog_name=x -osmtp_helo_name=y -vv -- ")]
    [InlineData("anvil unix", "f unix - n n - - pipe -v\n  flags=DRhu user=nobody:nogroup directory=/x null_sender= argv=/bin/true -f ${sender} -x y\nanvil unix")]
    public void Arguments_that_the_program_knows_are_no_mistake(string good, string bad) => Assert.Empty(_configuration.Places("", Master.Replace(good, bad, StringComparison.Ordinal)));

    [Theory]
    [InlineData("virtual_uid_maps = static:5000\n", "virtual_gid_maps")]
    [InlineData("virtual_gid_maps = static:5000\n", "virtual_uid_maps")]
    [InlineData("virtual_uid_maps = static:5000\nvirtual_gid_maps = static:5000\n", null)]
    [InlineData("virtual_transport = lmtp:unix:private/dovecot\n", null)]
    public void Virtual_mailboxes_need_users(string main, string? missing)
    {
        var findings = _configuration.Lint(main + "virtual_mailbox_domains = example.org\nvirtual_mailbox_base = /var/mail\nvirtual_mailbox_maps = static:x/", Master + "virtual unix - n n - - virtual\nlmtp unix - - n - - lmtp\n");
        Assert.Equal(missing is null ? [] : [$"{missing} is empty"], findings.Select(finding => finding.Message.Split(':')[0]));
    }

    [Theory]
    [InlineData("relay_domains = example.org", true)]
    [InlineData("relay_domains = $mydestination", false)]
    [InlineData("relay_domains = example.org\nrelay_recipient_maps = static:x", false)]
    [InlineData("relay_domains = example.org\nsmtpd_recipient_restrictions = reject_unauth_destination, reject_unverified_recipient\naddress_verify_service_name = rewrite", false)]
    [InlineData("", false)]
    public void Relayed_domains_without_recipients_are_a_note(string main, bool isFound) =>
        Assert.Equal(isFound ? ["main.cf:1:17 MK5457"] : [], _configuration.Places(main, Master));

    [Fact]
    public void A_transport_of_users_is_a_service_too()
    {
        _configuration.Write("users", "joe nosuch:\njane smtp:[mail.example.com]\n");
        Assert.Equal(["users:1:5 MK2112"], _configuration.Places("mailbox_transport_maps = texthash:@/users", Master));
    }

    [Theory]
    [InlineData("transport_maps = proxy:static:x\nproxy_read_maps = $virtual_alias_maps", "main.cf:1:24 MK5458")]
    [InlineData("transport_maps = proxy:static:x\nproxy_read_maps = $transport_maps")]
    [InlineData("transport_maps = proxy:static:x")]
    [InlineData("transport_maps = proxy:static:x\nproxy_read_maps = proxy:static:x")]
    [InlineData("smtpd_data_restrictions = check_client_access proxy:static:OK", "main.cf:1:53 MK5458")]
    [InlineData("smtpd_client_restrictions = check_client_access static:OK")]
    public void A_proxy_table_must_be_approved(string main, params string[] places) => Assert.Equal(places, _configuration.Places(main, Master));
}
