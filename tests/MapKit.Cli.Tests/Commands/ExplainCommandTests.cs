using System.Text.Json;

namespace MapKit.Cli.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly ExplainFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("transport", "pdupont@provider.example", 0, "transport smtp, next hop relay.provider.example:587")]
    [InlineData("transport", "somebody@provider.example", 1, "transport smtp, next hop provider.example (no transport table has an entry)")]
    [InlineData("generic", "root", 0, "root@box.home.example becomes pdupont@provider.example")]
    [InlineData("generic", "other", 1, "@box.home.example (every address of the domain): not found")]
    [InlineData("sasl_passwd", "relay.provider.example:587", 0, "logs in as user fg12345678@provider.example, password ****")]
    [InlineData("sasl_passwd", "[relay.provider.example]:587", 1, "relay.provider.example (the name of the server): not found")]
    [InlineData("aliases", "root", 0, "mail to pdupont@provider.example")]
    [InlineData("aliases", "nobody", 1, "the local user nobody (no alias, no ~/.forward): the mailbox")]
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
    public void Json_has_every_step()
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
    public void Pattern_tables_are_not_queried_with_parts_of_a_key()
    {
        var table = _folder.Write("patterns", "/^example\\.com$/ smtp:[never]\n/./ smtp:[always]\n");
        var found = _folder.Run("explain", "transport", "joe@example.com", $"regexp:{table}");
        Assert.Contains($"joe@example.com (the whole address): smtp:[always]  [{table}:2]", found.Output, StringComparison.Ordinal);
        _folder.Write("patterns", "/^example\\.com$/ smtp:[never]\n");
        var missed = _folder.Run("explain", "transport", "joe@example.com", $"regexp:{table}");
        Assert.Equal(1, missed.Status);
        Assert.Contains("example.com (the domain): not searched: Postfix does not query pattern tables with parts of a key", missed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_looked_up_in_all_tables_before_the_next_key()
    {
        var run = _folder.Run("explain", "transport", "joe@example.com", "inline:{example.com=first:}", "inline:{joe@example.com=second:}");
        Assert.Contains("transport second, next hop example.com", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_map_is_an_error_and_ends_the_search()
    {
        var run = _folder.RunOnMaps("explain", "transport", "joe@example.com");
        Assert.Equal(2, run.Status);
        Assert.Contains("transport.db: No such file or directory; Postfix defers the mail", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("damaged", "open database")]
    [InlineData("folder", "Is a directory")]
    public void After_a_failed_table_there_is_no_route(string name, string reason)
    {
        if (name == "folder") Directory.CreateDirectory(Path.Combine(_folder.Path, $"{name}.db"));
        else _folder.Write($"{name}.db", "not a map");
        var run = _folder.RunOnMaps("explain", "transport", "joe@example.com", $"hash:{_folder.Path}/{name}");
        Assert.Equal(2, run.Status);
        Assert.Contains(reason, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("next hop", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1001, 501, 0, "a501@v.example finally becomes a1001@v.example\n")]
    [InlineData(1500, 1, 2, "aliases are nested more than 1000 deep (virtual_alias_recursion_limit); Postfix does not take the message and asks the client to try again later\n")]
    public void Long_chains_of_virtual_aliases_are_followed_to_their_limit(int length, int start, int status, string line)
    {
        var table = _folder.Write("chain", string.Concat(Enumerable.Range(0, length).Select(number => FormattableString.Invariant($"a{number}@v.example a{number + 1}@v.example\n"))));
        var run = _folder.Run("explain", "virtual", FormattableString.Invariant($"a{start}@v.example"), $"source:{table}");
        Assert.Equal((status, ""), (run.Status, run.Error));
        Assert.EndsWith(line, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_needs_a_server_makes_the_result_unknown_unless_an_earlier_one_answers()
    {
        Assert.Equal(0, _folder.Run("explain", "transport", "joe@example.com", "inline:{joe@example.com=smtp:}", "ldap:/nowhere").Status);
        var run = _folder.Run("explain", "transport", "joe@example.com", "ldap:/nowhere", "inline:{a=b}");
        Assert.Equal(2, run.Status);
        Assert.Contains("unknown: MapKit does not query ldap: tables, which need a server", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_older_than_its_source_is_reported()
    {
        var source = _folder.Write("late", "joe@example.com smtp:[old]\n");
        Assert.Equal(0, CommandRun.Of("compile", $"hash:{source}", "-f", "transport").Status);
        _folder.Write("late", "# new\njoe@example.com smtp:[new]\n");
        var run = _folder.RunOnMaps("explain", "transport", "joe@example.com", $"hash:{source}");
        Assert.Contains($"smtp:[old]  [{source}:2 differs: the map is older]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_are_expanded_to_a_tree()
    {
        var included = _folder.Write("members", "ann@away.example, \"|/bin/x\"\n#bob@away.example\n");
        _folder.Write("aliases", $"root: \"|/bin/prog a\", /var/mail/list, joe, root, :include:{included}, :include:rel\nowner-root: joe\njoe: Joe@away.example\na: b\nb: a\n");
        var run = _folder.Run("explain", "aliases", "root");
        Assert.Equal(
            """
            aliases root
              alias_maps: root in hash:/etc/postfix/aliases
                root (the name): "|/bin/prog a", /var/mail/list, joe, root, :include:/etc/postfix/members, :include:rel  [/etc/postfix/aliases:1]
              alias root: "|/bin/prog a", /var/mail/list, joe, root, :include:/etc/postfix/members, :include:rel
                owner-root is an alias: the mail continues with the sender owner-root@box.home.example
                  alias_maps: owner-root in hash:/etc/postfix/aliases
                    owner-root (its owner): joe  [/etc/postfix/aliases:2]
                the command /bin/prog a
                the file /var/mail/list
                joe is local: joe@box.home.example
                  alias_maps: joe in hash:/etc/postfix/aliases
                    joe (the name): Joe@away.example  [/etc/postfix/aliases:3]
                  alias joe: Joe@away.example
                    mail to Joe@away.example
                root is local: root@box.home.example
                  root@box.home.example is forwarded: owner-root@box.home.example gets the problems with this mail
                the destinations in /etc/postfix/members
                  mail to ann@away.example
                  |/bin/x: allow_mail_to_commands does not allow include: Postfix bounces the mail: mail to command is restricted
                :include:rel: its path is not absolute: Postfix bounces the mail: mail system configuration error

            """,
            _folder.Shown(run));
        Assert.Contains("alias loop: a → b → a", System.Text.Encoding.UTF8.GetString(_folder.Run("explain", "aliases", "a").OutputBytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_virtual_alias_loop_is_reported()
    {
        var run = _folder.Run("explain", "virtual", "a@v.example", "inline:{a@v.example=b@v.example,b@v.example=a@v.example}");
        Assert.Equal(2, run.Status);
        Assert.Contains("a@v.example is part of an alias loop", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_among_its_own_results_ends_a_loop()
    {
        var run = _folder.Run("explain", "virtual", "b@v.example", "inline:{{a@v.example = b@v.example, a@v.example}, b@v.example=a@v.example}", "--json");
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal((0, "a@v.example"), (run.Status, Assert.Single(document.RootElement.GetProperty("results").EnumerateArray()).GetString()));
    }

    [Fact]
    public void A_generic_address_is_looked_up_once_and_a_canonical_one_until_it_does_not_change()
    {
        const string Table = "inline:{a@x.example=b@x.example,b@x.example=c@x.example}";
        Assert.Contains("a@x.example becomes b@x.example", _folder.Run("explain", "generic", "a@x.example", Table).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("c@x.example", _folder.Run("explain", "generic", "a@x.example", Table).Output.Split('\n', 3)[2], StringComparison.Ordinal);
        Assert.Contains("b@x.example becomes c@x.example", _folder.Run("explain", "canonical", "a@x.example", Table).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_check_of_the_configuration_is_queried()
    {
        using var folder = new ExplainFolder(
            """
            smtpd_restriction_classes = insiders
            insiders = check_sender_access inline:{example.com=insiders}
            smtpd_recipient_restrictions = check_client_access inline:{192.0=OK}, check_recipient_access inline:{{joe@ = REJECT go away}}, reject
            """);
        var ofAddress = folder.Run("explain", "access", "joe@sub.example.com").Output;
        Assert.Contains("joe@ (the local part at any domain): REJECT go away", ofAddress, StringComparison.Ordinal);
        Assert.Contains("rejected: go away", ofAddress, StringComparison.Ordinal);
        Assert.Contains("insiders, check_sender_access", ofAddress, StringComparison.Ordinal);
        Assert.DoesNotContain("check_client_access", ofAddress, StringComparison.Ordinal);
        Assert.Contains("192.0 (its network): OK", folder.Run("explain", "access", "192.0.2.1").Output, StringComparison.Ordinal);
        Assert.Contains("mx.example (the host): not found", folder.Run("explain", "access", "192.0.2.1", "--host", "mx.example").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pcre", "/^(.+)@example\\.com$/ $1@example.net", "joe@example.com")]
    [InlineData("cidr", "192.0.2.0/24 OK", "192.0.2.7")]
    public void The_line_of_the_matching_rule_is_shown(string type, string rule, string subject)
    {
        var table = _folder.Write("rules", $"# first\n\n{rule}\n");
        var run = _folder.Run("explain", "access", subject, $"proxy:{type}:{table}");
        Assert.Contains($"  [{table}:3]", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transport", "a@b..example")]
    [InlineData("relocated", "a@-.example")]
    [InlineData("access", "a@b..example")]
    public void Text_that_is_not_an_address_is_not_looked_up(string format, string address)
    {
        var run = _folder.Run("explain", format, address, "inline:{a=b}");
        Assert.Equal((1, $"{format} {address}\n  {address}: Postfix bounces the mail: bad address syntax\n", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public void An_address_above_line_length_limit_is_refused()
    {
        var run = _folder.Run("explain", "delivery", new string('@', 1 << 20));
        Assert.Equal((2, "", "mapkit: error: the address has 1048576 bytes; Postfix accepts at most 2048 bytes per line (line_length_limit)\n"), (run.Status, run.Output, run.Error));
    }

    [Theory]
    [InlineData("explain", "transport", "\e[31m\a@example.com", "inline:{\e[31m=b}")]
    [InlineData("explain", "transport", "joe@example.com", "\e[31m:b")]
    [InlineData("explain", "transport", "joe@example.com", "regexp:/\e[31m")]
    [InlineData("explain", "\e[31m", "joe@example.com")]
    [InlineData("explain", "sasl_passwd", "\e[31m")]
    [InlineData("explain", "access", "\e[31m", "inline:{\e[31m=\e]0;}")]
    [InlineData("explain", "aliases", "a", "inline:{a=\e[31m}")]
    [InlineData("test", "\e[31m")]
    public void Control_characters_do_not_reach_a_terminal(params string[] arguments)
    {
        var run = _folder.Run(arguments);
        Assert.DoesNotContain(run.Output + run.Error, character => char.IsControl(character) && character is not ('\n' or '\t'));
    }

    [Fact]
    public void Recipient_restrictions_do_not_apply_to_double_bounce_sender()
    {
        using var folder = new ExplainFolder("smtpd_recipient_restrictions = check_sender_access inline:{example.com=OK}, check_recipient_access inline:{example.com=OK}");
        var run = folder.Run("explain", "access", "Double-Bounce@box.home.example");
        Assert.Contains(
            "smtpd_recipient_restrictions, check_recipient_access: not queried for a recipient that Postfix accepts without a check (double_bounce_sender)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("smtpd_recipient_restrictions, check_sender_access: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_the_explanation_is_a_tree()
    {
        using var output = new MemoryStream();
        using (var environment = new CommandEnvironment(Stream.Null, output, Stream.Null, outputIsTerminal: true, errorIsTerminal: false, name => name == "NO_COLOR" ? "1" : null))
        {
            Assert.Equal(0, InProcess.Run(environment, "explain", "generic", "joe@example.com", "inline:{joe@example.com=[x]@example.org}"));
        }

        var text = System.Text.Encoding.UTF8.GetString(output.ToArray());
        Assert.Matches("^generic joe@example.com\n[├└]── ", text);
        Assert.Contains("[x]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_main_cf_given_tables_are_still_queried()
    {
        var table = _folder.Write("alone", "joe@example.com smtp:[relay.example.com]\n");
        var run = CommandRun.In(variable => variable == "MAIL_CONFIG" ? "/nonexistent" : null, [], "explain", "transport", "joe@example.com", $"source:{table}");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(2, CommandRun.In(variable => variable == "MAIL_CONFIG" ? "/nonexistent" : null, [], "explain", "transport", "joe@example.com").Status);
    }

    [Theory]
    [InlineData("btree", ".db", "alone")]
    [InlineData("lmdb", ".lmdb", "alone")]
    [InlineData("cdb", ".cdb", "alone")]
    [InlineData("cdb", ".cdb", "alone.cdb")]
    [InlineData("hash", ".db", "alone.db")]
    public void A_table_without_type_has_that_of_its_map(string type, string suffix, string operand)
    {
        var table = _folder.Write("alone", "joe@example.com smtp:[relay.example.com]\n");
        Assert.Equal(0, CommandRun.Of("compile", "-t", type, "-o", table + suffix, table).Status);
        var run = _folder.RunOnMaps("explain", "transport", "joe@example.com", Path.Combine(_folder.Path, operand));
        Assert.Contains($"joe@example.com in {type}:{table}\n", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.Status, run.Error));
    }

    [Fact]
    public void A_table_without_type_has_that_of_the_configuration()
    {
        using var folder = new ExplainFolder();
        File.AppendAllText(Path.Combine(folder.Path, "main.cf"), $"transport_maps = regexp:{folder.Path}/rules\nrelocated_maps = texthash:{folder.Path}/text, hash:{folder.Path}/two\nlocal_login_sender_maps = btree:{folder.Path}/two\n");
        folder.Write("rules", "/^joe@/ smtp:[relay.example.com]\n");
        folder.Write("text", "joe@example.com smtp:[relay.example.com]\n");
        foreach (var (name, type) in new[] { ("rules", "regexp"), ("text", "texthash") })
            Assert.Contains($" in {type}:{folder.Path}/{name}\n", folder.RunOnMaps("explain", "transport", "joe@example.com", $"{folder.Path}/{name}").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mydestination = texthash:/nonexistent", "explain", "generic", "root@other.example")]
    [InlineData("myorigin = $a\na = $myorigin", "explain", "generic", "root")]
    [InlineData("", "explain", "delivery", "root", "inline:{a=b}")]
    [InlineData("", "explain", "plain", "root")]
    [InlineData("", "explain", "nothing", "root")]
    public void A_wrong_request_is_an_error(string settings, params string[] arguments)
    {
        using var folder = new ExplainFolder(settings);
        var run = folder.Run(arguments);
        Assert.Equal(2, run.Status);
        Assert.NotEqual("", run.Error);
    }
}
