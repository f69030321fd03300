using System.Globalization;
using System.Text;
using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Tests.Configuration.References;

/// <summary>Which tables a configuration names (docs/formats/configuration.md#where-tables-are-named).</summary>
public class TableReferencesTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData("transport_maps = hash:/a, cdb:/b lmdb:/c", "transport hash:/a 1:18-22|transport cdb:/b 1:27-30|transport lmdb:/c 1:34-38")]
    [InlineData("transport_maps = proxy:proxy:hash:/a debug:btree:/b", "transport hash:/a 1:30-34 proxy proxy|transport btree:/b 1:44-49 debug")]
    [InlineData("virtual_alias_maps = unionmap:{hash:/a, pipemap:{cdb:/b,inline:{a=hash:/x}}}", "virtual hash:/a 1:32-36 unionmap|virtual cdb:/b 1:50-53 unionmap pipemap|virtual inline:{a=hash:/x} 1:57-63 unionmap pipemap")]
    [InlineData("canonical_maps = static:hash:/x randmap:{hash:/x} regexp:{ {/hash:x/ y} }", "canonical static:hash:/x 1:18-24|canonical randmap:{hash:/x} 1:33-40|canonical regexp:{ {/hash:x/ y} } 1:51-57")]
    [InlineData("my = hash:/a\ngeneric = x\nsmtp_generic_maps = $my, ${generic?{cdb:/b}}, ${none:{lmdb:/c}}", "generic hash:/a 1:6-10|generic cdb:/b 3:37-40|generic lmdb:/c 3:55-59")]
    [InlineData("transport_maps = hash:/a$$b cdb:/c", "transport hash:/a$b 1:18-22|transport cdb:/c 1:29-32")]
    [InlineData("t = cd\nrelocated_maps = ${t}b:/a", "relocated cdb:/a 1:5-7")]
    [InlineData("relocated_maps =\n  hash:/a,\n  # hash:/no\n  cdb:/b", "relocated hash:/a 2:3-7|relocated cdb:/b 4:3-6")]
    [InlineData("mynetworks = 127.0.0.0/8 [::1]/128 !10.0.0.1 ![::2] !cidr:/a [::1]:25", "plain cidr:/a 1:54-58")]
    [InlineData("smtpd_client_restrictions = permit_mynetworks, check_client_access hash:/a check_policy_service inet:h:1, check_policy_service { unix:p, timeout=1 }, reject_rbl_client a:b, check_helo_access, cdb:/b", "access hash:/a 1:68-72|access cdb:/b 1:193-196")]
    [InlineData("smtpd_recipient_restrictions = check_ccert_access { hash:/a, search_order = { cert_fingerprint } }, reject", "access hash:/a 1:53-57")]
    [InlineData("smtpd_restriction_classes = strict, lax\nstrict = check_sender_access hash:/a\nlax = permit", "access hash:/a 2:30-34")]
    [InlineData("relayhost = [::1]:25\ncontent_filter = smtp:host\nsmtpd_milters = inet:h:1, unix:/s\ndefault_transport = smtp:x\nvirtual_transport = lmtp:unix:/x", "")]
    [InlineData("transport_maps = hash: :/x hash /y", "")]
    [InlineData("smtpd_milter_maps = cidr:{ {127.0.0.1 DISABLE} }, hash:/a", "milter_maps cidr:{ {127.0.0.1 DISABLE} } 1:21-25|milter_maps hash:/a 1:51-55")]
    [InlineData("postscreen_access_list = permit_mynetworks, cidr:/a", "postscreen_access cidr:/a 1:45-49")]
    [InlineData("tls_server_sni_maps = hash:/a", "server_sni hash:/a 1:23-27")]
    [InlineData("address_verify_map = proxy:btree:$data_directory/v", "cache btree:/var/lib/postfix/v 1:28-33 proxy")]
    public void Tables_of_main_cf_are_found_where_their_type_is_written(string main, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), Written(Find(main).Tables));

    [Fact]
    public void A_type_in_a_default_has_no_place_and_a_parameter_that_writes_it()
    {
        var use = Assert.Single(Find("").Tables.Single(table => table.Name == "/etc/aliases").Uses, use => use.Parameter == "alias_maps");
        Assert.Equal(("default_database_type", null, null), (use.WrittenIn, use.Setting, use.Path));

        use = Find("default_database_type = lmdb").Tables.Single(table => table.ToString() == "lmdb:/etc/aliases").Uses[0];
        Assert.Equal(("default_database_type", 1, 25), (use.WrittenIn, use.Place!.Value.Line, use.Place.Value.Column));
    }

    [Fact]
    public void A_table_that_several_parameters_name_is_listed_once_with_the_most_specific_role()
    {
        var table = Find("alias_maps = hash:/a").Tables.Single(table => table.Name == "/a");
        Assert.Equal(["alias_maps", "local_recipient_maps"], table.Uses.Select(use => use.Parameter));
        Assert.Equal("aliases", table.Role.Name);
    }

    [Fact]
    public void Services_name_tables_in_their_options_and_through_their_names()
    {
        var references = Find(
            "transport_maps = hash:/a\nsmtp_generic_maps = hash:/generic.$service_name\nsmtpd_restriction_classes = strict\nstrict = check_helo_access hash:/main",
            """
            smtp inet n - n - - smtpd -o { strict = check_helo_access hash:/own }
            relay unix - - n - - smtp
            local unix - - n - - local
            qmgr unix n - n 300 1 qmgr
              -o transport_maps=cdb:/b -o relayhost=smtp:x

            """);
        Assert.Contains("generic hash:/generic.relay 2:21-25 for relay/unix", Written(references.Tables));
        Assert.Contains("access hash:/own 1:59-63 for smtp/inet", Written(references.Tables));
        Assert.Contains("transport cdb:/b 5:21-24 for qmgr/unix", Written(references.Tables));
        Assert.DoesNotContain(references.Tables, table => table.Name.Contains("generic.local", StringComparison.Ordinal));
        Assert.All(references.Tables.Single(table => table.Name == "/a").Uses, use => Assert.Null(use.Service));
    }

    [Fact]
    public void A_service_has_the_classes_of_main_cf_unless_it_has_others()
    {
        var references = Find(
            "smtpd_restriction_classes = strict\nstrict = check_helo_access hash:/main\nlax = check_helo_access $types:/lax\ntypes = hash",
            """
            smtp inet n - n - - smtpd -o syslog_name=x
            submission inet n - n - - smtpd -o smtpd_restriction_classes=strict,lax
            smtps inet n - n - - smtpd -o smtpd_restriction_classes=lax -o types=cdb

            """);
        Assert.Equal(
            [
                "hash:/main strict, strict of submission/inet",
                "hash:/lax lax of submission/inet",
                "cdb:/lax lax of smtps/inet",
            ],
            references.Tables.Where(table => table.Role.Name == "access").Select(table =>
                $"{table} {string.Join(", ", table.Uses.Select(use => use.Parameter + (use.Service is { } service ? $" of {service}" : "")))}"));
    }

    [Fact]
    public void Files_in_lists_are_read_and_one_that_names_itself_is_read_once()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("list");
        folder.Write("list", $"# comment\nexample.com !hash:/a\n{file}\n");
        var references = Find($"mydestination = example.org {file}\nrelay_domains = !{folder.File("absent")}, cdb:/b");
        var use = references.Tables.Single(table => table.Name == "/a").Uses[0];
        Assert.Equal((file, 2, 14), (use.Path, use.Place!.Value.Line, use.Place.Value.Column));
        Assert.Contains("plain cdb:/b", string.Join('\n', Written(references.Tables)), StringComparison.Ordinal);
        Assert.Contains(references.Problems, problem => problem is { Parameter: "relay_domains" } && problem.Message.EndsWith("absent: No such file or directory", StringComparison.Ordinal));
    }

    [Fact]
    public void A_parameter_that_names_itself_is_reported_and_the_others_are_found()
    {
        var references = Find("transport_maps = $x\nx = $y\ny = $x\nrelocated_maps = hash:/a\nmynetworks = ${");
        Assert.Equal(["relocated hash:/a 4:18-22"], Written(references.Tables));
        Assert.Equal(
            ["transport_maps: unreasonable macro call nesting: \"y\"", "mynetworks: truncated macro reference: \"${\""],
            references.Problems.Where(problem => problem.Setting is not null).Select(problem => $"{problem.Parameter}: {problem.Message}"));
    }

    [Theory]
    [InlineData("/etc/example/t", "transport")]
    [InlineData("/etc/example/../example//t", "transport")]
    [InlineData("/etc/example/both", "aliases")]
    [InlineData("/etc/example/virtual", "virtual_mailbox")]
    [InlineData("/etc/example/logins", "virtual")]
    [InlineData("/etc/example/recipients", "recipients")]
    [InlineData("/etc/example/other", null)]
    [InlineData("/etc/example/regexp", null)]
    public void The_format_of_a_source_is_that_of_the_parameter_that_names_it(string source, string? format)
    {
        var references = Find("""
            transport_maps = hash:$config_directory/t regexp:/etc/example/regexp
            alias_maps = lmdb:/etc/example/both
            virtual_mailbox_maps = texthash:/etc/example/virtual
            smtpd_sender_login_maps = hash:/etc/example/logins
            virtual_alias_maps = hash:/etc/example/logins
            local_recipient_maps = $alias_maps hash:/etc/example/recipients

            """);
        Assert.Equal(format, references.RoleOf(source)?.Format.Name);
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void In_random_files_the_type_of_each_table_is_at_the_reported_place()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        log.WriteLine($"MAPKIT_SEED={seed}");
        var random = new Random(seed);
        var count = 0;
        for (var round = 0; round < 30; round++)
        {
            var main = RandomConfiguration.Make(random, RandomConfiguration.TextParameters);
            var configuration = MemoryConfiguration.Read(main);
            foreach (var name in RandomConfiguration.TextParameters) Assert.Equal(TextOrError(() => configuration.Scope.Evaluate(name)), TextOrError(() => configuration.Scope.Trace(name)?.Text));
            foreach (var table in Find(main).Tables)
            {
                foreach (var place in table.Uses.Select(use => use.Place).OfType<SourcePlace>())
                {
                    var written = main.Substring((int)place.Span.Start, place.Span.Length);
                    Assert.True(written.Length > 0 && table.Type.StartsWith(written, StringComparison.Ordinal), $"{table} at {place}, where there is {written}:\n{main}");
                    count++;
                }
            }
        }

        Assert.True(count > 10, $"only {count} tables");
    }

    [PeerFact("postconf")]
    public void No_default_of_the_installed_Postfix_names_a_table_that_is_not_found()
    {
        var types = ConfigurationPeer.Run("postconf", "-m").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var defaults = ConfigurationPeer.Run("postconf", "-d", "-x").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var known = TableParameter.All.Select(parameter => parameter.Name).ToHashSet();
        var named = defaults
            .Where(row => Array.Exists(types, type => row.Split([' ', ',', '='], StringSplitOptions.RemoveEmptyEntries).Any(word => word.StartsWith(type + ":", StringComparison.Ordinal))))
            .Select(row => row.Split(' ')[0])
            .Where(name => name is not ("proxy_read_maps" or "proxy_write_maps"));
        Assert.Contains("alias_maps", named);
        Assert.Equal([], named.Except(known));
    }

    [PeerFact("postconf")]
    public void Every_parameter_that_proxymap_may_read_for_is_known()
    {
        string[] lists = ["proxy_read_maps", "proxy_write_maps"];
        var names = ConfigurationPeer.Run("postconf", ["-d", "-h", .. lists]).Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(name => name[1..]);
        Assert.Contains("transport_maps", names);
        Assert.Equal([], names.Except(TableParameter.All.Select(parameter => parameter.Name)).Except(["virtual_maps"]));
    }

    [PeerFact("postconf")]
    public void Every_parameter_with_the_name_of_a_list_of_tables_is_known()
    {
        string[] endings = ["_maps", "_map", "_checks", "_filter", "_database", "_cache_name", "_restrictions", "_clients", "_exceptions", "_domains", "_networks", "_users", "_destinations", "_exclusions", "_commands", "_subdomains"];
        string[] others =
        [
            "proxy_read_maps", "proxy_write_maps", "content_filter", "masquerade_domains", "maps_rbl_domains", "smtpd_proxy_filter", "broken_sasl_auth_clients",
            "smtpd_relay_before_recipient_restrictions", "command_expansion_filter", "execution_directory_expansion_filter", "forward_expansion_filter",
            "postscreen_expansion_filter", "smtpd_expansion_filter", "verp_delimiter_filter", "allow_mail_to_commands", "postmulti_control_commands", "postmulti_start_commands", "postmulti_stop_commands",
        ];
        var names = ConfigurationPeer.Run("postconf", "-d").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(' ')[0]);
        Assert.Contains("transport_maps", names);
        Assert.Equal([], names.Where(name => Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.Ordinal))).Except(TableParameter.All.Select(parameter => parameter.Name)).Except(others));
    }

    [Fact]
    public void The_seed_names_its_four_tables_and_what_Postfix_has_by_default()
    {
        var main = File.ReadAllText(RepositoryFiles.Path("testdata", "seed", "main.cf"));
        Assert.Equal(
            File.ReadAllText(RepositoryFiles.Path("testdata", "seed", "references.txt")),
            string.Concat(Find(main).Tables.Select(table => $"{table.Role} {table}: {string.Join(", ", table.Uses.Select(Shown))}\n")));
    }

    private static string? TextOrError(Func<string?> text)
    {
        try
        {
            return text();
        }
        catch (ConfigurationException exception)
        {
            return exception.Message + exception.Detail;
        }
    }

    private static string Shown(TableUse use) =>
        use.Parameter + (use.WrittenIn == use.Parameter ? "" : $" by {use.WrittenIn}") + (use.Place is { } place ? $" (line {place.Line})" : "");

    /// <summary>The tables that are named outside defaults.</summary>
    private static string[] Written(IEnumerable<TableReference> tables) =>
    [
        .. tables.Where(table => table.Uses[0].Place is not null).Select(table => string.Create(CultureInfo.InvariantCulture,
            $"{table.Role} {table} {table.Uses[0].Place!.Value.Line}:{table.Uses[0].Place!.Value.Column}-{table.Uses[0].Place!.Value.EndColumn}")
            + string.Concat(table.Uses[0].Through.Select(name => " " + name)) + (table.Uses[0].Service is { } service ? $" for {service}" : "")),
    ];

    private static TableReferences Find(string main, string? master = null)
    {
        var options = new MainConfigurationOptions { Warnings = new DiagnosticList() };
        var services = master is null ? null : MasterConfiguration.Read(new MemoryStream(Encoding.UTF8.GetBytes(master)), MemoryConfiguration.Folder, options);
        return TableReferences.Find(PostfixConfiguration.Create(MemoryConfiguration.Read(main), services));
    }
}
