namespace MapKit.Cli.Tests.Commands;

public sealed class ExplainDeliveryCommandTests : IDisposable
{
    private readonly ExplainFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_seed_has_the_whole_delivery_path()
    {
        var run = _folder.Run("explain", "delivery", "root", "--from", "root");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(
            """
            delivery root
              restrictions and milters are not evaluated; --client or --login evaluates the restrictions
              root is completed to root@box.home.example
              SMTP server
                local_recipient_maps: root@box.home.example
                  root@box.home.example (the whole address) in proxy:unix:passwd.byname: not found
                  root@box.home.example (the whole address) in hash:/etc/postfix/aliases: not found
                  root (the local part, because the domain is local) in proxy:unix:passwd.byname: there
              sender root@box.home.example
              recipient root@box.home.example
              mail for root@box.home.example
                Address class local: the domain is in mydestination, or an address of this host.
                transport_maps: root@box.home.example in hash:/etc/postfix/transport
                  root@box.home.example (the whole address): not found
                  box.home.example (the domain): not found
                  .home.example (a parent domain): not found
                  .example (a parent domain): not found
                  * (the wildcard): not found
                transport local, next hop box.home.example
              aliases
                alias_maps: root in hash:/etc/postfix/aliases
                  root (the name): pdupont@provider.example  [/etc/postfix/aliases:1]
                alias root: pdupont@provider.example
                  mail to pdupont@provider.example
              a new message for pdupont@provider.example
                sender root@box.home.example
                recipient pdupont@provider.example
                mail for pdupont@provider.example
                  Address class default: the domain is not in mydestination, virtual_alias_domains, virtual_mailbox_domains or relay_domains.
                  transport_maps: pdupont@provider.example in hash:/etc/postfix/transport
                    pdupont@provider.example (the whole address): smtp:relay.provider.example:587  [/etc/postfix/transport:1]
                  transport smtp, next hop relay.provider.example:587
                generic addresses
                  smtp_generic_maps: root@box.home.example in hash:/etc/postfix/generic
                    root@box.home.example (the whole address): not found
                    root (the local part, because the domain is local): pdupont@provider.example  [/etc/postfix/generic:1]
                  root@box.home.example becomes pdupont@provider.example
                  smtp_generic_maps: pdupont@provider.example in hash:/etc/postfix/generic
                    pdupont@provider.example (the whole address): not found
                    @provider.example (every address of the domain): not found
                credentials
                  before relay.provider.example:587 Postfix looks up the name of the server, which the MX records of relay.provider.example give (--host)
                  smtp_sasl_password_maps: relay.provider.example:587 in hash:/etc/postfix/sasl_passwd
                    relay.provider.example:587 (the destination exactly as written): ****  [/etc/postfix/sasl_passwd:1]
                  logs in as user fg12345678@provider.example, password ****
                smtp_sasl_mechanism_filter is set; its effect is not part of this explanation
                smtp_tls_security_level is encrypt: mail is deferred if the server has no TLS; its effect is not part of this explanation

            """,
            _folder.Shown(run));

        run = _folder.Run("explain", "delivery", "pdupont@provider.example", "--from", "root");
        Assert.Equal(
            """
            delivery pdupont@provider.example
              restrictions and milters are not evaluated; --client or --login evaluates the restrictions
              sender root@box.home.example
              recipient pdupont@provider.example
              mail for pdupont@provider.example
                Address class default: the domain is not in mydestination, virtual_alias_domains, virtual_mailbox_domains or relay_domains.
                transport_maps: pdupont@provider.example in hash:/etc/postfix/transport
                  pdupont@provider.example (the whole address): smtp:relay.provider.example:587  [/etc/postfix/transport:1]
                transport smtp, next hop relay.provider.example:587
              generic addresses
                smtp_generic_maps: root@box.home.example in hash:/etc/postfix/generic
                  root@box.home.example (the whole address): not found
                  root (the local part, because the domain is local): pdupont@provider.example  [/etc/postfix/generic:1]
                root@box.home.example becomes pdupont@provider.example
                smtp_generic_maps: pdupont@provider.example in hash:/etc/postfix/generic
                  pdupont@provider.example (the whole address): not found
                  @provider.example (every address of the domain): not found
              credentials
                before relay.provider.example:587 Postfix looks up the name of the server, which the MX records of relay.provider.example give (--host)
                smtp_sasl_password_maps: relay.provider.example:587 in hash:/etc/postfix/sasl_passwd
                  relay.provider.example:587 (the destination exactly as written): ****  [/etc/postfix/sasl_passwd:1]
                logs in as user fg12345678@provider.example, password ****
              smtp_sasl_mechanism_filter is set; its effect is not part of this explanation
              smtp_tls_security_level is encrypt: mail is deferred if the server has no TLS; its effect is not part of this explanation

            """,
            _folder.Shown(run));
    }

    [Fact]
    public void Virtual_mailboxes_are_looked_up_and_ignored_parameters_are_reported()
    {
        using var folder = new ExplainFolder(
            """
            virtual_mailbox_domains = v.example
            virtual_mailbox_base = /var/vmail
            virtual_mailbox_maps = inline:{joe@v.example=joe/}
            virtual_uid_maps = static:5000
            virtual_gid_maps = static:5000
            header_checks = pcre:/etc/postfix/header_checks
            """);
        var run = folder.Run("explain", "delivery", "joe@v.example");
        Assert.Equal(0, run.Status);
        Assert.Contains("header_checks is set, but no message is given (--message)", run.Output, StringComparison.Ordinal);
        Assert.Contains("the mailbox /var/vmail/joe/", run.Output, StringComparison.Ordinal);
        run = folder.Run("explain", "delivery", "ann@v.example");
        Assert.Equal(1, run.Status);
        Assert.Contains("Postfix bounces the mail: unknown user: ann@v.example", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_sees_its_own_options()
    {
        _folder.Write("master.cf", """
            rewrite unix - - n - - trivial-rewrite -o transport_maps=inline:{example.com=other:}
            other   unix - - n - - smtp -o { smtp_generic_maps = inline:{@box.home.example=@example.com} }
            local   unix - n n - - local

            """);
        var run = _folder.Run("explain", "delivery", "joe@example.com", "--from", "ann");
        Assert.Contains("transport other, next hop example.com", run.Output, StringComparison.Ordinal);
        Assert.Contains("ann@box.home.example becomes ann@example.com", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, _folder.Run("explain", "delivery", "joe@example.org").Status);
    }

    [Theory]
    [InlineData("", "no.such.user is not a user of this host (no alias): Postfix bounces the mail: unknown user: \"no.such.user\"", 1)]
    [InlineData("mailbox_transport = lmtp:unix:private/lmtp", "the local user no.such.user (no alias): mailbox_transport: lmtp:unix:private/lmtp", 0)]
    [InlineData("mailbox_transport_maps = inline:{no.such.user=lmtp:}", "the local user no.such.user (no alias): mailbox_transport_maps: lmtp:", 0)]
    [InlineData("fallback_transport = smtp:[old.example]", "no.such.user is not a user of this host (no alias): fallback_transport: smtp:[old.example]", 0)]
    [InlineData("luser_relay = $user@old.example", "no.such.user is not a user of this host (no alias): luser_relay sends the mail to no.such.user@old.example", 0)]
    [InlineData("fallback_transport_maps = texthash:/nonexistent", "texthash:/nonexistent cannot answer: open database /nonexistent: No such file or directory: Postfix defers the mail: table lookup failure", 2)]
    public void An_unknown_user_is_reported(string setting, string line, int status)
    {
        using var folder = new ExplainFolder($"local_recipient_maps =\n{setting}");
        var run = folder.Run("explain", "delivery", "no.such.user");
        Assert.Contains($"{line}\n", run.Output, StringComparison.Ordinal);
        Assert.Equal((status, ""), (run.Status, run.Error));
    }

    [Fact]
    public void A_refused_recipient_is_reported_with_the_servers_answer()
    {
        var run = _folder.Run("explain", "delivery", "no.such.user@localhost");
        Assert.Equal(1, run.Status);
        Assert.Contains(
            "the SMTP server refuses it: 550 5.1.1 <no.such.user@localhost>: Recipient address rejected: User unknown in local recipient table\n", run.Output, StringComparison.Ordinal);

        // What an alias file has it finds in the source too, which is written otherwise than other tables.
        _folder.Write("aliases", "no.such.user: joe@example.com\n");
        run = _folder.Run("explain", "delivery", "no.such.user@localhost");
        Assert.Equal(0, run.Status);
        Assert.Contains("no.such.user (the local part, because the domain is local) in hash:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("refuses", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_names_are_masqueraded_according_to_main_cf()
    {
        using var folder = new ExplainFolder("masquerade_domains = home.example");
        Assert.Contains("root@box.home.example becomes root@home.example (masquerade_domains)", folder.Run("explain", "delivery", "joe@example.com", "--from", "root").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_missing_service_is_named()
    {
        _folder.Write("master.cf", "rewrite unix - - n - - trivial-rewrite\n");
        var run = _folder.Run("explain", "delivery", "joe", "--from", "ann");
        Assert.Contains("master.cf has no service local; Postfix defers the mail\n", run.Output, StringComparison.Ordinal);
        using var folder = new ExplainFolder("virtual_alias_maps = inline:{{all@localhost = a@example.com, root@localhost}}");
        folder.Write("master.cf", "rewrite unix - - n - - trivial-rewrite\n");
        run = folder.Run("explain", "delivery", "all@localhost");
        Assert.Contains("master.cf has no service smtp; Postfix defers the mail\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("master.cf has no service local; Postfix defers the mail\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_without_authentication_is_reported()
    {
        using var folder = new ExplainFolder("smtp_sasl_auth_enable = no");
        Assert.Contains("smtp_sasl_auth_enable is off: the client does not log in\n", folder.Run("explain", "delivery", "joe@example.com").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delivery_with_a_client_begins_with_the_session()
    {
        using var folder = new ExplainFolder("smtpd_sender_restrictions = inline:{bad@example.org=REJECT}\nlocal_recipient_maps =");
        var refused = folder.Run("explain", "delivery", "root@box.home.example", "--from", "bad@example.org", "--client", "192.0.2.1:unknown");
        Assert.Equal((1, ""), (refused.Status, refused.Error));
        Assert.EndsWith("    the server answers RCPT TO: 554 5.7.1 <bad@example.org>: Sender address rejected: Access denied\n", refused.Output[..refused.Output.IndexOf("      decided by", StringComparison.Ordinal)], StringComparison.Ordinal);
        var accepted = folder.Run("explain", "delivery", "root@box.home.example", "--from", "good@example.org", "--client", "192.0.2.1:unknown");
        Assert.Equal((0, ""), (accepted.Status, accepted.Error));
        Assert.Contains("  SMTP session\n", accepted.Output, StringComparison.Ordinal);
        Assert.Contains("    the server accepts the message: 250 2.1.5 Ok\n", accepted.Output, StringComparison.Ordinal);
        Assert.Contains("transport local, next hop box.home.example", accepted.Output, StringComparison.Ordinal);
        Assert.Equal((2, "mapkit: error: --client and --login are for delivery and session\n"), (folder.Run("explain", "transport", "a@b.example", "--login", "x") is var wrong ? wrong.Status : 0, wrong.Error));
    }
}
