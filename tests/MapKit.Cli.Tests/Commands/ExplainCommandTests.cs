using System.Text.Json;

namespace MapKit.Cli.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly ExplainFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_whole_road_of_the_mail_of_the_seed()
    {
        var run = _folder.Run("explain", "delivery", "root", "--from", "root");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(
            """
            delivery root
              root is completed to root@box.home.example
              sender root@box.home.example
              recipient root@box.home.example
              mail for root@box.home.example
                address class local: the domain is in mydestination, or an address of this host
                transport_maps: root@box.home.example in hash:/etc/postfix/transport
                  root@box.home.example (the whole): not there
                  box.home.example (the domain): not there
                  .home.example (a domain above): not there
                  .example (a domain above): not there
                  * (everything else): not there
                transport local, next hop box.home.example
              aliases
                alias_maps: root in hash:/etc/postfix/aliases
                  root (the name): pdupont@provider.example  [/etc/postfix/aliases:1]
                alias root: pdupont@provider.example
                  mail to pdupont@provider.example

            """,
            _folder.Shown(run));

        run = _folder.Run("explain", "delivery", "pdupont@provider.example", "--from", "root");
        Assert.Equal(
            """
            delivery pdupont@provider.example
              sender root@box.home.example
              recipient pdupont@provider.example
              mail for pdupont@provider.example
                address class default: no list of domains has the domain
                transport_maps: pdupont@provider.example in hash:/etc/postfix/transport
                  pdupont@provider.example (the whole): smtp:relay.provider.example:587  [/etc/postfix/transport:1]
                transport smtp, next hop relay.provider.example:587
              generic addresses
                smtp_generic_maps: root@box.home.example in hash:/etc/postfix/generic
                  root@box.home.example (the whole): not there
                  root (the user, as the domain is local): pdupont@provider.example  [/etc/postfix/generic:1]
                root@box.home.example becomes pdupont@provider.example
                smtp_generic_maps: pdupont@provider.example in hash:/etc/postfix/generic
                  pdupont@provider.example (the whole): not there
                  @provider.example (every address of the domain): not there
              credentials
                before relay.provider.example:587 Postfix asks for the name of the server, which the MX records of relay.provider.example tell (--host)
                smtp_sasl_password_maps: relay.provider.example:587 in hash:/etc/postfix/sasl_passwd
                  relay.provider.example:587 (the destination, letter for letter): ****  [/etc/postfix/sasl_passwd:1]
                logs in as user fg12345678@provider.example, password ****

            """,
            _folder.Shown(run));
    }

    [Theory]
    [InlineData("transport", "pdupont@provider.example", 0, "transport smtp, next hop relay.provider.example:587")]
    [InlineData("transport", "somebody@provider.example", 1, "transport smtp, next hop provider.example (no table of transports has an entry)")]
    [InlineData("generic", "root", 0, "root@box.home.example becomes pdupont@provider.example")]
    [InlineData("generic", "other", 1, "@box.home.example (every address of the domain): not there")]
    [InlineData("sasl_passwd", "relay.provider.example:587", 0, "logs in as user fg12345678@provider.example, password ****")]
    [InlineData("sasl_passwd", "[relay.provider.example]:587", 1, "relay.provider.example (the name of the server): not there")]
    [InlineData("aliases", "root", 0, "mail to pdupont@provider.example")]
    [InlineData("aliases", "nobody", 1, "the local user nobody (no alias): ~/.forward, then the mailbox")]
    public void Each_table_of_the_seed_answers(string format, string address, int status, string line)
    {
        var run = _folder.Run("explain", format, address);
        Assert.Equal((status, ""), (run.Status, run.Error));
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sasl_passwd", "relay.provider.example:587")]
    [InlineData("delivery", "pdupont@provider.example")]
    public void Passwords_are_never_shown(string format, string address)
    {
        _folder.Write("sasl_passwd", "relay.provider.example:587 user:unknownpassword\n[forgotten]:25 onlyapassword\n");
        foreach (var json in (string[][])[[], ["--json"]])
        {
            Assert.DoesNotContain("unknownpassword", _folder.Run(["explain", format, address, .. json]).Output, StringComparison.Ordinal);
            Assert.DoesNotContain("onlyapassword", _folder.Run(["explain", "sasl_passwd", "[forgotten]:25", .. json]).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Json_says_it_all()
    {
        var run = _folder.Run("explain", "generic", "root", "--json");
        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        Assert.Equal("found", root.GetProperty("outcome").GetString());
        Assert.Equal("pdupont@provider.example", root.GetProperty("results")[0].GetString());
        var search = root.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("kind").GetString() == "search");
        var probes = search.GetProperty("probes").EnumerateArray().ToArray();
        Assert.Equal(["notFound", "found"], probes.Select(probe => probe.GetProperty("outcome").GetString()));
        Assert.Equal(["address", "localPart"], probes.Select(probe => probe.GetProperty("reason").GetString()));
        Assert.Equal((1, true), (probes[1].GetProperty("line").GetInt32(), probes[1].GetProperty("partial").GetBoolean()));
    }

    [Fact]
    public void Patterns_are_not_asked_for_parts_of_a_key()
    {
        var table = _folder.Write("patterns", "/^example\\.com$/ smtp:[never]\n/./ smtp:[always]\n");
        var found = _folder.Run("explain", "transport", "joe@example.com", $"regexp:{table}");
        Assert.Contains("joe@example.com (the whole): smtp:[always]", found.Output, StringComparison.Ordinal);
        _folder.Write("patterns", "/^example\\.com$/ smtp:[never]\n");
        var missed = _folder.Run("explain", "transport", "joe@example.com", $"regexp:{table}");
        Assert.Equal(1, missed.Status);
        Assert.Contains("example.com (the domain): not asked: Postfix does not ask patterns for parts of a key", missed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void All_tables_are_asked_for_one_key_before_the_next_key()
    {
        var run = _folder.Run("explain", "transport", "joe@example.com", "inline:{example.com=first:}", "inline:{joe@example.com=second:}");
        Assert.Contains("transport second, next hop example.com", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_that_is_not_there_is_trouble_and_the_search_ends()
    {
        var run = _folder.RunOnMaps("explain", "transport", "joe@example.com");
        Assert.Equal(2, run.Status);
        Assert.Contains("transport.db: No such file or directory; the mail waits", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_needs_a_server_leaves_it_open_unless_another_answers_first()
    {
        Assert.Equal(0, _folder.Run("explain", "transport", "joe@example.com", "inline:{joe@example.com=smtp:}", "ldap:/nowhere").Status);
        var run = _folder.Run("explain", "transport", "joe@example.com", "ldap:/nowhere", "inline:{a=b}");
        Assert.Equal(2, run.Status);
        Assert.Contains("not known: MapKit does not ask ldap: tables, which need a server", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_older_than_its_source_is_told()
    {
        var source = _folder.Write("late", "joe@example.com smtp:[old]\n");
        Assert.Equal(0, CommandRun.Of("compile", $"hash:{source}", "-f", "transport").Status);
        _folder.Write("late", "# new\njoe@example.com smtp:[new]\n");
        var run = _folder.RunOnMaps("explain", "transport", "joe@example.com", $"hash:{source}");
        Assert.Contains($"smtp:[old]  [{source}:2 says otherwise: the map is older]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_are_expanded_to_a_tree()
    {
        var included = _folder.Write("members", "ann@away.example, \"|/bin/x\"\n#bob@away.example\n");
        _folder.Write("aliases", $"list: \"|/bin/prog a\", /var/mail/list, joe, list, :include:{included}, :include:rel\nowner-list: joe\njoe: Joe@away.example\na: b\nb: a\n");
        var run = _folder.Run("explain", "aliases", "list");
        Assert.Equal(
            """
            aliases list
              alias_maps: list in hash:/etc/postfix/aliases
                list (the name): "|/bin/prog a", /var/mail/list, joe, list, :include:/etc/postfix/members, :include:rel  [/etc/postfix/aliases:1]
              alias list: "|/bin/prog a", /var/mail/list, joe, list, :include:/etc/postfix/members, :include:rel
                owner-list is an alias: the mail goes on with the sender owner-list@box.home.example
                  alias_maps: owner-list in hash:/etc/postfix/aliases
                    owner-list (its owner): joe  [/etc/postfix/aliases:2]
                the command /bin/prog a
                the file /var/mail/list
                joe is local: joe@box.home.example
                  alias_maps: joe in hash:/etc/postfix/aliases
                    joe (the name): Joe@away.example  [/etc/postfix/aliases:3]
                  alias joe: Joe@away.example
                    mail to Joe@away.example
                list is local: list@box.home.example
                  the local user list (the alias names itself: the user is meant): ~/.forward, then the mailbox
                the destinations in /etc/postfix/members
                  mail to ann@away.example
                  |/bin/x: the mail comes back: allow_mail_to_commands does not allow include
                :include:rel: the mail comes back: its path is not absolute

            """,
            _folder.Shown(run));
        Assert.Contains("a loop: a → b → a", System.Text.Encoding.UTF8.GetString(_folder.Run("explain", "aliases", "a").OutputBytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Virtual_aliases_that_lead_back_are_not_accepted()
    {
        var run = _folder.Run("explain", "virtual", "a@v.example", "inline:{a@v.example=b@v.example,b@v.example=a@v.example}");
        Assert.Equal(2, run.Status);
        Assert.Contains("a@v.example comes back to itself", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generic_address_is_asked_for_once_and_a_canonical_one_until_it_stays()
    {
        const string Table = "inline:{a@x.example=b@x.example,b@x.example=c@x.example}";
        Assert.Contains("a@x.example becomes b@x.example", _folder.Run("explain", "generic", "a@x.example", Table).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("c@x.example", _folder.Run("explain", "generic", "a@x.example", Table).Output.Split('\n', 3)[2], StringComparison.Ordinal);
        Assert.Contains("b@x.example becomes c@x.example", _folder.Run("explain", "canonical", "a@x.example", Table).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checks_of_the_configuration_are_asked_each()
    {
        using var folder = new ExplainFolder(
            """
            smtpd_restriction_classes = insiders
            insiders = check_sender_access inline:{example.com=insiders}
            smtpd_recipient_restrictions = check_client_access inline:{192.0=OK}, check_recipient_access inline:{{joe@ = REJECT go away}}, reject
            """);
        var ofAddress = folder.Run("explain", "access", "joe@sub.example.com").Output;
        Assert.Contains("joe@ (the user at any domain): REJECT go away", ofAddress, StringComparison.Ordinal);
        Assert.Contains("rejected: go away", ofAddress, StringComparison.Ordinal);
        Assert.Contains("insiders, check_sender_access", ofAddress, StringComparison.Ordinal);
        Assert.DoesNotContain("check_client_access", ofAddress, StringComparison.Ordinal);
        Assert.Contains("192.0 (its network): OK", folder.Run("explain", "access", "192.0.2.1").Output, StringComparison.Ordinal);
        Assert.Contains("mx.example (the host): not there", folder.Run("explain", "access", "192.0.2.1", "--host", "mx.example").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Virtual_mailboxes_are_looked_for_and_what_is_not_followed_is_said()
    {
        using var folder = new ExplainFolder(
            """
            virtual_mailbox_domains = v.example
            virtual_mailbox_base = /var/vmail
            virtual_mailbox_maps = inline:{joe@v.example=joe/}
            always_bcc = archive@example.com
            """);
        var run = folder.Run("explain", "delivery", "joe@v.example");
        Assert.Equal(0, run.Status);
        Assert.Contains("always_bcc is set, and not part of this explanation", run.Output, StringComparison.Ordinal);
        Assert.Contains("the mailbox /var/vmail/joe/", run.Output, StringComparison.Ordinal);
        run = folder.Run("explain", "delivery", "ann@v.example");
        Assert.Equal(1, run.Status);
        Assert.Contains("the mail comes back: unknown user: ann@v.example", run.Output, StringComparison.Ordinal);
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

    [Fact]
    public void On_a_terminal_it_is_a_tree()
    {
        using var output = new MemoryStream();
        using (var environment = new CommandEnvironment(Stream.Null, output, Stream.Null, outputIsTerminal: true, errorIsTerminal: false, name => name == "NO_COLOR" ? "1" : null))
        {
            Assert.Equal(0, Program.Run("mapkit", ["explain", "generic", "joe@example.com", "inline:{joe@example.com=[x]@example.org}"], environment));
        }

        var text = System.Text.Encoding.UTF8.GetString(output.ToArray());
        Assert.Matches("^generic joe@example.com\n[├└]── ", text);
        Assert.Contains("[x]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_main_cf_given_tables_are_asked_all_the_same()
    {
        var table = _folder.Write("alone", "joe@example.com smtp:[relay.example.com]\n");
        var run = CommandRun.In(variable => variable == "MAIL_CONFIG" ? "/nonexistent" : null, [], "explain", "transport", "joe@example.com", $"source:{table}");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(2, CommandRun.In(variable => variable == "MAIL_CONFIG" ? "/nonexistent" : null, [], "explain", "transport", "joe@example.com").Status);
    }

    [Theory]
    [InlineData("mydestination = texthash:/nonexistent", "explain", "generic", "root@other.example")]
    [InlineData("myorigin = $a\na = $myorigin", "explain", "generic", "root")]
    [InlineData("", "explain", "delivery", "root", "inline:{a=b}")]
    [InlineData("", "explain", "plain", "root")]
    [InlineData("", "explain", "nothing", "root")]
    public void What_cannot_be_explained_is_trouble(string settings, params string[] arguments)
    {
        using var folder = new ExplainFolder(settings);
        var run = folder.Run(arguments);
        Assert.Equal(2, run.Status);
        Assert.NotEqual("", run.Error);
    }
}
