using System.Text.Json;

namespace MapKit.Cli.Tests.Migrate;

/// <summary><c>mapkit migrate</c> without <c>--apply</c>: what would be done, and nothing else.</summary>
public sealed class MigratePlanTests : IDisposable
{
    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_tables_of_Berkeley_DB_there_is_nothing_to_do()
    {
        _folder.WriteMain("transport_maps = lmdb:DIR/transport, texthash:DIR/x\n");
        Assert.Equal((0, "DIR: no table is of type hash or btree; nothing to do\n", ""), Plan());
    }

    [Fact]
    public void Every_place_where_a_type_is_written_is_changed_and_nothing_else()
    {
        _folder.WriteMain("""
            indexed = hash:$config_directory/
            kind = btree
            virtual_alias_maps =
                ${indexed}virtual,   # not a comment
            # hash:in/a/comment
                proxy:hash:DIR/proxied
              unionmap:{ hash:DIR/u1, pipemap:{btree:DIR/u2, inline:{a=hidden, b=c}} }
            transport_maps = $kind:DIR/transport, regexp:DIR/patterns
            relay_domains = DIR/list, !hash:DIR/relays
            smtpd_restriction_classes = strict
            strict = check_sender_access hash:DIR/strict, reject
            smtpd_recipient_restrictions = permit_mynetworks, check_recipient_access { hash:DIR/recipients, search_order = { key } }, strict
            proxy_read_maps = proxy:hash:DIR/proxied $alias_maps
            smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache
            """);
        _folder.Write("master.cf", """
            smtpd pass - - n - - smtpd
              -o virtual_alias_maps=hash:DIR/own
              -o { transport_maps = btree:DIR/tree, hash:DIR/transport2 }
              -o smtpd_client_restrictions=check_client_access,hash:DIR/clients

            """);
        _folder.Write("list", "hash:DIR/listed\nexample.net\n");
        foreach (var name in new[] { "virtual", "proxied", "u1", "relays", "strict", "recipients", "own", "transport2", "clients", "listed" }) _folder.WriteTable("hash", name);
        foreach (var name in new[] { "u2", "transport", "tree" }) _folder.WriteTable("btree", name);

        var before = _folder.Snapshot();
        var (status, output, _) = Plan();

        Assert.Equal(1, status);
        Assert.Equal(before, _folder.Snapshot());
        Assert.Equal(
            """
            -indexed = hash:$config_directory/
            -kind = btree
            +indexed = lmdb:$config_directory/
            +kind = lmdb
            -    proxy:hash:DIR/proxied
            -  unionmap:{ hash:DIR/u1, pipemap:{btree:DIR/u2, inline:****} }
            +    proxy:lmdb:DIR/proxied
            +  unionmap:{ lmdb:DIR/u1, pipemap:{lmdb:DIR/u2, inline:****} }
            -relay_domains = DIR/list, !hash:DIR/relays
            +relay_domains = DIR/list, !lmdb:DIR/relays
            -strict = check_sender_access hash:DIR/strict, reject
            -smtpd_recipient_restrictions = permit_mynetworks, check_recipient_access { hash:DIR/recipients, search_order = { key } }, strict
            -proxy_read_maps = proxy:hash:DIR/proxied $alias_maps
            -smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache
            +strict = check_sender_access lmdb:DIR/strict, reject
            +smtpd_recipient_restrictions = permit_mynetworks, check_recipient_access { lmdb:DIR/recipients, search_order = { key } }, strict
            +proxy_read_maps = proxy:lmdb:DIR/proxied $alias_maps
            +smtp_tls_session_cache_database = lmdb:${data_directory}/smtp_scache
            +default_database_type = lmdb
            -  -o virtual_alias_maps=hash:DIR/own
            -  -o { transport_maps = btree:DIR/tree, hash:DIR/transport2 }
            -  -o smtpd_client_restrictions=check_client_access,hash:DIR/clients
            +  -o virtual_alias_maps=lmdb:DIR/own
            +  -o { transport_maps = lmdb:DIR/tree, lmdb:DIR/transport2 }
            +  -o smtpd_client_restrictions=check_client_access,lmdb:DIR/clients
            -hash:DIR/listed
            +lmdb:DIR/listed

            """,
            string.Concat(output.Split('\n').Where(line => line is ['-' or '+', not ('-' or '+'), ..]).Select(line => line + "\n")));
        Assert.Contains("\nCaches, which Postfix makes again, empty:\n  DIR/smtp_scache.lmdb in place of DIR/smtp_scache.db\n", output);
        Assert.Contains("\nComments, which have no effect:\n  DIR/main.cf:", output);
        Assert.DoesNotContain("Left as they are", output);
    }

    [Fact]
    public void A_type_that_comes_from_a_default_gets_a_setting()
    {
        _folder.Write("main.cf", "compatibility_level = 3.6\ndata_directory = DIR\nalias_database = hash:DIR/aliases\nalias_maps = $alias_database\nsmtpd_recipient_restrictions = reject_unverified_recipient");
        _folder.Write("master.cf", "smtp inet n - n - 1 postscreen\n");
        _folder.WriteTable("hash", "aliases", "root: joe\n");
        Assert.Contains("\n+alias_database = lmdb:DIR/aliases\n", Plan().Output);
        Assert.Contains("\n+address_verify_map = lmdb:$data_directory/verify_cache\n+postscreen_cache_map = lmdb:$data_directory/postscreen_cache\n+default_database_type = lmdb\n", Plan().Output);
    }

    [Fact]
    public void One_edit_of_the_default_type_is_enough()
    {
        _folder.WriteMain("default_database_type = hash\ntransport_maps = $default_database_type:DIR/transport, ${default_database_type}:DIR/other\n");
        _folder.WriteTable("hash", "transport");
        _folder.WriteTable("hash", "other");
        var (status, output, _) = Plan();
        Assert.Equal(1, status);
        Assert.Equal(["-default_database_type = hash", "+default_database_type = lmdb"], output.Split('\n').Where(line => line is ['-' or '+', not ('-' or '+'), ..]));
    }

    [Fact]
    public void A_table_whose_type_is_a_default_and_that_does_not_exist_is_listed()
    {
        _folder.WriteMain("alias_maps =\ntransport_maps = $default_database_type:DIR/nothing\nrelocated_maps = hash:DIR/relocated\n");
        _folder.WriteTable("hash", "relocated");
        var (_, output, _) = Plan();
        Assert.Contains("DIR/main.cf:5: transport_maps = $default_database_type:DIR/nothing\n      hash:DIR/nothing: there is neither a source nor a map", output);
    }

    [Fact]
    public void A_map_that_differs_from_its_source_needs_a_decision()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\n");
        _folder.WriteTable("hash", "virtual");
        _folder.Write("virtual", "a@example.com  other@example.com\nnew@example.com  d@example.com\n");
        _folder.Update("hash", "virtual", "behind@example.com  e@example.com\n");

        var (status, output, _) = Plan();

        Assert.Equal(2, status);
        Assert.Contains(
            """

            Not decided:
              DIR/virtual.db and DIR/virtual differ in 4 keys:
                  only in the map: behind@example.com, example.org
                  only in the source: new@example.com
                  with another value in the source: a@example.com
                  keep the records of the map, which Postfix uses now:   --prefer map:DIR/virtual
                  keep the records of the source:                        --prefer source:DIR/virtual

            """,
            output);
        Assert.Equal(1, _folder.Run("--prefer", "map").Status);
        Assert.Contains("DIR/virtual.lmdb: 3 entries from DIR/virtual.db, as requested; DIR/virtual differs\n", _folder.Run("--prefer", "source", "--prefer", $"map:{_folder.File("virtual")}").Output);
        Assert.Contains("DIR/virtual.lmdb: 2 entries from DIR/virtual, as requested; DIR/virtual.db differs\n", _folder.Run("--prefer", "source").Output);
    }

    [Fact]
    public void A_map_without_source_is_converted()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\n");
        _folder.WriteTable("hash", "virtual");
        File.Delete(_folder.File("virtual"));
        var (status, output, _) = Plan();
        Assert.Equal(1, status);
        Assert.Contains("DIR/virtual.lmdb: 2 entries from DIR/virtual.db; there is no source\n", output);
        Assert.Contains("DIR/virtual.lmdb has no source; to make one: mapkit dump --as source DIR/virtual.lmdb > DIR/virtual\n", output);
    }

    [Fact]
    public void Keys_that_lmdb_cannot_hold_stop_it_and_cdb_takes_them()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\n");
        _folder.WriteTable("hash", "virtual", $"{new string('k', 600)}@example.com  a@example.com\n");
        var (status, output, _) = Plan();
        Assert.Equal(2, status);
        Assert.Contains("DIR/virtual.db: keys do not fit a map of type lmdb", output);
        Assert.Contains("use a type without this limit: --to cdb", output);
        Assert.Equal(1, _folder.Run("--to", "cdb").Status);
    }

    [Fact]
    public void A_word_for_a_cache_and_a_table_cannot_become_cdb()
    {
        _folder.WriteMain("kind = btree\ntransport_maps = $kind:DIR/transport\naddress_verify_map = $kind:DIR/verify\n");
        _folder.WriteTable("btree", "transport");
        var (_, output, _) = _folder.Run("--to", "cdb");
        Assert.Contains("one word gives the type of several tables: btree:DIR/transport needs cdb, btree:DIR/verify needs lmdb\n", output);
        Assert.Contains("\n+kind = lmdb\n", Plan().Output);
    }

    [Fact]
    public void What_is_left_is_listed_with_the_reason()
    {
        _folder.WriteMain("""
            alias_maps =
            sort = sh
            transport_maps = ha$sort:DIR/transport
            canonical_maps = hash:DIR/first
            canonical_maps =
            mine = hash:DIR/nothing
            relocated_maps = ${never?hash:DIR/relocated}
            sender_canonical_maps = hash:DIR/missing
            virtual_alias_maps = hash:DIR/virtual.db
            """);
        _folder.Write("master.cf", "odd unix - n n - - pipe\n  flags=R user=nobody argv=/bin/odd -o x=hash:y\n");
        _folder.WriteTable("hash", "transport");
        _folder.WriteTable("hash", "virtual");
        var (_, output, _) = Plan();
        string[] expected =
        [
            "DIR/main.cf:6: transport_maps = ha$sort:DIR/transport\n      the type hash is put together from parts\n",
            "DIR/main.cf:7: canonical_maps = hash:DIR/first\n      a later setting of canonical_maps overrides it\n",
            "DIR/main.cf:9: mine = hash:DIR/nothing\n      nothing uses mine\n",
            "DIR/main.cf:10: relocated_maps = ${never?hash:DIR/relocated}\n      relocated_maps does not use it as a table now",
            "DIR/main.cf:11: sender_canonical_maps = hash:DIR/missing\n      hash:DIR/missing: there is neither a source nor a map",
            "DIR/master.cf:2: flags=R user=nobody argv=/bin/odd -o x=hash:y\n",
        ];
        foreach (var text in expected) Assert.Contains(text, output);
    }

    [Fact]
    public void Other_files_are_listed_with_what_to_do()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\n");
        _folder.WriteTable("hash", "virtual");
        _folder.Write("Makefile", "virtual.db: virtual\n\tpostmap hash:virtual\n");
        _folder.Write("scripts/rebuild", "#!/bin/sh\n# hash:x\npostmap hash:DIR/virtual\n");
        _folder.Write("cron/nightly", "postmap btree:DIR/x\n");
        _folder.Write("main.cf.orig", "alias_maps = hash:/etc/aliases\n");
        var (_, output, _) = Plan();
        Assert.Contains("DIR/Makefile:1,2: write lmdb: for hash: and btree:, and .lmdb for .db in its targets\n", output);
        Assert.Contains("DIR/scripts/rebuild:3: write lmdb: for hash: and btree:, and .lmdb for .db, if a program still reads it\n", output);
        Assert.Contains("DIR/cron/nightly:1: a cron job: write lmdb: for hash: and btree:", output);
        Assert.Contains("DIR/main.cf.orig:1: a template or a copy, which Postfix does not read: nothing to do\n", output);
        Assert.Contains("  DIR/scripts/rebuild:2\n", output);
    }

    [Fact]
    public void Secrets_are_masked()
    {
        _folder.WriteMain("""
            smtp_sasl_password_maps = hash:DIR/sasl_passwd static:joe:Geheim1
            # smtp_sasl_password_maps = inline:{ [relay.example]=joe:Geheim2 }
            smtp_tls_key_password = Geheim3
            virtual_alias_maps = hash:DIR/virtual, inline:{ a=Geheim4,
               b=Geheim5 }
            """);
        _folder.WriteTable("hash", "virtual");
        _folder.WriteTable("hash", "sasl_passwd", "[relay.example]:587 joe:Geheim6\n");
        _folder.Write("sasl_passwd", "[relay.example]:587 joe:Geheim7\njoe:Geheim8 [relay.example]\n");
        foreach (var output in new[] { Plan().Output, _folder.Run("--json").Output, _folder.Run("--apply", "--prefer", "map").Output })
        {
            Assert.Contains("sasl_passwd", output);
            Assert.DoesNotContain("Geheim", output);
        }

        Assert.DoesNotContain("Geheim", File.ReadAllText(Path.Combine(_folder.Backup, "1", "report")));
    }

    [Fact]
    public void Instances_are_migrated_too()
    {
        _folder.WriteMain("multi_instance_directories = DIR/second\ntransport_maps = hash:DIR/transport\n");
        _folder.WriteTable("hash", "transport");
        _folder.Write("second/main.cf", "compatibility_level = 3.6\nqueue_directory = DIR\nalias_maps =\nalias_database =\ntransport_maps = hash:DIR/transport, btree:DIR/tree\n");
        _folder.Write("second/master.cf", "");
        _folder.WriteTable("btree", "tree");
        var (_, output, _) = Plan();
        Assert.Contains("+transport_maps = lmdb:DIR/transport, lmdb:DIR/tree\n", output);
        Assert.Equal(2, output.Split('\n').Count(line => line.Contains(".lmdb: 2 entries from", StringComparison.Ordinal)));
        Assert.Contains("postfix -c DIR/second reload\n", output);
    }

    [Fact]
    public void Json_has_a_line_for_each_fact()
    {
        _folder.WriteMain("transport_maps = hash:DIR/transport\nmine = hash:DIR/x\n");
        _folder.WriteTable("hash", "transport");
        var (status, output, _) = _folder.Run("--json");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(1, status);
        Assert.Equal(["edit", "setting", "table", "remaining", "plan"], lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal(("DIR/main.cf", 6, 18, 22, "transport_maps", "hash", "lmdb"), (
            lines[0].GetProperty("path").GetString(), lines[0].GetProperty("line").GetInt32(), lines[0].GetProperty("column").GetInt32(), lines[0].GetProperty("endColumn").GetInt32(),
            lines[0].GetProperty("parameter").GetString(), lines[0].GetProperty("from").GetString(), lines[0].GetProperty("to").GetString()));
        Assert.Equal("make", lines[2].GetProperty("state").GetString());
        Assert.Equal("unused", lines[3].GetProperty("why").GetString());
        Assert.True(lines[4].GetProperty("canApply").GetBoolean());
        Assert.True(lines[4].GetProperty("leavesSome").GetBoolean());
    }

    [Theory]
    [InlineData("--apply", "--rollback")]
    [InlineData("--reload")]
    [InlineData("--to", "hash")]
    [InlineData("--prefer", "neither")]
    [InlineData("--prefer", "map:/no/such/table")]
    [InlineData("--root", "/nonexistent")]
    [InlineData("--apply", "--addresses", "/nonexistent")]
    public void A_wrong_option_changes_nothing(params string[] options)
    {
        _folder.WriteMain("transport_maps = hash:DIR/transport\n");
        _folder.WriteTable("hash", "transport");
        var before = _folder.Snapshot();
        Assert.Equal(2, _folder.Run(options).Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    private (int Status, string Output, string Error) Plan()
    {
        var (status, output, error) = _folder.Run();
        return (status, output, error);
    }
}
