using System.Text.Json;
using System.Text.RegularExpressions;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>The commands that <c>status</c> gives to be pasted, and that they help.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class StatusAdviceTests : IDisposable
{
    private const int MostRounds = 4;

    private readonly StatusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RootFact("postconf", "postmap")]
    public void After_all_commands_there_is_nothing_to_do()
    {
        _folder.WriteMain("""
            transport_maps = hash:DIR/stale, hash:DIR/new
              lmdb:DIR/it'stwo
            virtual_alias_maps = cdb:DIR/gone hash:DIR/absent texthash:DIR/more/absent.text
            canonical_maps = hash:DIR/damaged proxy:btree:DIR/hash lmdb:DIR/lost
            relocated_maps = btree:DIR/other
            smtp_generic_maps = hash:DIR/both
            lmtp_generic_maps = $relocated_maps btree:DIR/both
            smtp_sasl_password_maps = hash:DIR/passwords, proxy:cdb:DIR/shared_passwords, hash:DIR/lost_passwords
            tls_server_sni_maps = hash:DIR/sni
            alias_maps = hash:DIR/read
            alias_database = hash:DIR/read hash:DIR/unread
              cdb:DIR/unread
            """);
        _folder.Write("master.cf", """
            smtp unix - - n - - smtp
              -o { smtp_generic_maps = btree:DIR/both, hash:DIR/new }
            """);
        WriteTables();
        Assert.Equal(1, _folder.Run().Status);
        PasteAll(() => _folder.Run("--json"));
        Assert.Equal(0, _folder.Run().Status);
        Assert.Equal("hash:DIR/both,hash:DIR/new\n", _folder.Masked(Tool.Run("postconf", "-c", _folder.Path, "-Ph", "smtp/unix/smtp_generic_maps").Output));
    }

    [PeerFact("postconf", "postmap")]
    public void After_all_commands_every_table_has_a_supported_type()
    {
        _folder.WriteMain("""
            transport_maps = hash:DIR/stale, static:hash:no $more, hash:DIR/new
            more = btree:DIR/hash unionmap:{hash:DIR/damaged, hash:DIR/gone}
            address_verify_map = btree:DIR/verify
            """);
        _folder.Write("master.cf", "relay unix - - n - - smtp -o smtp_generic_maps=hash:DIR/both,cdb:DIR/both -o smtp_header_checks=$more\n");
        WriteTables();
        File.Delete(_folder.FilePath("damaged.db"));
        PasteAll(() => _folder.RunWithTypes("lmdb cdb static unionmap", "--json"));
        Assert.Equal(0, _folder.RunWithTypes("lmdb cdb static unionmap").Status);
        Assert.Equal(
            "lmdb:DIR/hash unionmap:{lmdb:DIR/damaged, lmdb:DIR/gone}\nlmdb:DIR/stale, static:hash:no $more, lmdb:DIR/new\n",
            _folder.Masked(Tool.Run("postconf", "-c", _folder.Path, "-h", "more", "transport_maps").Output));
    }

    [Fact]
    public void A_map_that_proxymap_opens_is_also_readable_by_Postfixs_user()
    {
        _folder.WriteMain("mail_owner = mailer\nsmtp_sasl_password_maps = proxy:hash:DIR/passwords");
        var source = _folder.Write("passwords", "relay.example user:hunter2\n");
        _folder.Compile("hash", "passwords", "-f", "sasl_passwd");
        File.SetUnixFileMode(source, (UnixFileMode)0b110_100_000);
        File.SetUnixFileMode(source + ".db", (UnixFileMode)0b110_100_100);
        Assert.EndsWith(
            """
                every user can read the passwords in DIR/passwords.db
                the group can read the passwords in DIR/passwords
                chgrp "$(id -gn mailer)" DIR/passwords.db && chmod 640 DIR/passwords.db
                chmod 600 DIR/passwords

            """.ReplaceLineEndings("\n"),
            _folder.Run().Output,
            StringComparison.Ordinal);
        File.SetUnixFileMode(source, (UnixFileMode)0b110_000_000);
        File.SetUnixFileMode(source + ".db", (UnixFileMode)0b110_100_000);
        Assert.Equal(0, _folder.Run().Status);
    }

    [PeerTheory("sh", "chmod")]
    [InlineData(null)]
    [InlineData("old")]
    [InlineData("current")]
    public void After_the_commands_for_a_credential_table_there_is_nothing_to_do(string? map)
    {
        _folder.WriteMain("smtp_sasl_password_maps = hash:DIR/relay_auth");
        _folder.Write("master.cf", "");
        var source = _folder.Write("relay_auth", "relay.example user:old\n");
        if (map is not null) _folder.Compile("hash", "relay_auth");
        if (map != "current") _folder.Write("relay_auth", "relay.example user:new\n");
        foreach (var path in new[] { source, source + ".db" }.Where(File.Exists)) File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        var commands = Regex.Matches(_folder.Run().Output, "^ +((?:chmod|mapkit) .*)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(map == "current" ? 1 : 2, commands.Length);
        foreach (var command in commands)
        {
            var line = command.Replace("DIR", _folder.Path, StringComparison.Ordinal);
            if (line.StartsWith("mapkit ", StringComparison.Ordinal)) Assert.Equal(0, CommandRun.Of(line.Split(' ')[1..]).Status);
            else Assert.Equal(0, Tool.Run("sh", "-c", line).ExitCode);
        }

        Assert.Equal((0, "mapkit: 1 table, 0 to do\n"), (_folder.Run().Status, _folder.Run().Error.Replace(StatusFolder.NoMaster, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_damaged_cache_is_to_be_removed_for_Postfix_to_rebuild()
    {
        _folder.WriteMain("address_verify_map = btree:DIR/verify\npostscreen_cache_map = btree:DIR/screen");
        _folder.Write("verify", "x y\n");
        _folder.Compile("hash", "verify");
        _folder.Write("screen.db", "no map at all");
        var output = _folder.Run().Output;
        Assert.Contains("cache  btree  -  DIR/verify.db  -  wrong type: a hash map where btree is named\n", output, StringComparison.Ordinal);
        Assert.Contains("\n    rm DIR/verify.db && postfix -c DIR reload\n", output, StringComparison.Ordinal);
        Assert.Contains("\n    rm DIR/screen.db && postfix -c DIR reload\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_in_a_distribution_package_is_reported()
    {
        _folder.WriteMain("relay_domains = proxy:ldap:DIR/ldap.cf mongodb:DIR/m.cf\ntransport_maps = ldap:DIR/absent.cf");
        _folder.Write("ldap.cf", "");
        var output = _folder.RunWithTypes("hash static").Output;
        Assert.Contains(
            """
            plain  ldap  DIR/ldap.cf  -  -  unsupported: the installed Postfix does not support tables of type ldap
                named by relay_domains (DIR/main.cf:6:23), fast_flush_domains (DIR/main.cf:6:23)
                install the package that provides this type: postfix-ldap

            """.ReplaceLineEndings("\n"),
            output,
            StringComparison.Ordinal);
        Assert.Contains("\n    Postfix defers mail that needs this table; restore the file\n", _folder.Run().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unused_alias_database_and_a_file_shared_by_two_types_are_reported()
    {
        _folder.WriteMain("alias_maps = hash:DIR/a\nalias_database = hash:DIR/a, hash:DIR/b\ncanonical_maps = hash:DIR/c\nrelocated_maps = btree:DIR/c");
        foreach (var (name, text) in new[] { ("a", "x: y\n"), ("b", "x: y\n"), ("c", "a@example.com b@example.com\n") }) _folder.Write(name, text);
        _folder.Compile("hash", "a", "-f", "aliases");
        _folder.Compile("hash", "b", "-f", "aliases");
        _folder.Compile("hash", "c");
        var output = _folder.Run().Output;
        Assert.Contains(
            """
            aliases  hash  DIR/b  DIR/b.db  1  current
                named by alias_database (DIR/main.cf:7:30)
                alias_database names it and alias_maps does not: newaliases builds a map that Postfix does not read
                postconf -c DIR -e 'alias_maps = hash:DIR/a, hash:DIR/b'

            """.ReplaceLineEndings("\n"),
            Regex.Replace(output, @"main\.cf:7:\d+", "main.cf:7:30"),
            StringComparison.Ordinal);
        Assert.Contains(
            """
            relocated  btree  DIR/c  DIR/c.db  1  wrong type: a hash map where btree is named
                named by relocated_maps (DIR/main.cf:9:18)
                DIR/c.db is named by tables of type hash and of type btree; it can have only one type
                postconf -c DIR -e 'relocated_maps = hash:DIR/c'

            """.ReplaceLineEndings("\n"),
            output,
            StringComparison.Ordinal);
        Assert.Equal(output, _folder.Run("--fix").Output);
    }

    [Fact]
    public void An_unsupported_type_is_reported_with_a_supported_one()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t");
        _folder.Write("t", "example.com smtp:relay\n");
        _folder.Compile("hash", "t");
        Assert.Contains(
            """
            transport  hash  DIR/t  DIR/t.db  1  unsupported: the installed Postfix does not support tables of type hash
                named by transport_maps (DIR/main.cf:6:18), address_verify_transport_maps (DIR/main.cf:6:18)
                mapkit compile -f transport lmdb:DIR/t
                postconf -c DIR -e 'transport_maps = lmdb:DIR/t'

            """.ReplaceLineEndings("\n"),
            _folder.RunWithTypes("lmdb cdb static") is var run ? run.Output : "",
            StringComparison.Ordinal);
        Assert.Equal(1, run.Status);
        Assert.Equal(0, _folder.RunWithTypes("hash").Status);
    }

    private void WriteTables()
    {
        foreach (var name in new[] { "stale", "new", "it'stwo", "gone", "damaged", "hash", "lost", "other", "both" })
            _folder.Write(name, "a@example.com b@example.com\n");
        foreach (var name in new[] { "read", "unread" }) _folder.Write(name, "joe: b\n");
        foreach (var name in new[] { "passwords", "shared_passwords", "lost_passwords" }) _folder.Write(name, "relay.example user:hunter2\n");
        _folder.Write("key", "key material\n");
        _folder.Write("sni", "mail.example.com DIR/key\n");
        foreach (var name in new[] { "stale", "damaged", "hash", "both", "other" }) _folder.Compile("hash", name);
        foreach (var type in new[] { "hash", "cdb" })
        {
            _folder.Compile(type, "read", "-f", "aliases");
            _folder.Compile(type, "unread", "-f", "aliases");
        }

        _folder.Compile("cdb", "gone");
        _folder.Compile("hash", "passwords");
        _folder.Compile("cdb", "shared_passwords");
        _folder.Compile("hash", "lost_passwords", "-f", "sasl_passwd");
        Assert.Equal(0, Tool.Run("postmap", "-c", _folder.Path, "-F", "hash:" + _folder.FilePath("sni")).ExitCode);
        _folder.Write("key", "another key\n");
        _folder.Write("stale", "a@example.com c@example.com\n");
        _folder.Compile("lmdb", "lost");
        var lost = File.ReadAllBytes(_folder.FilePath("lost.lmdb"));
        foreach (var magic in new[] { 16, 4096 + 16 }) lost.AsSpan(magic, 8).Fill(0xff);
        File.WriteAllBytes(_folder.FilePath("lost.lmdb"), lost);
        foreach (var name in new[] { "gone", "other", "lost_passwords", "lost" }) File.Delete(_folder.FilePath(name));
        var damaged = File.ReadAllBytes(_folder.FilePath("damaged.db"));
        damaged.AsSpan(4096 + 20, 200).Fill(0xff);
        File.WriteAllBytes(_folder.FilePath("damaged.db"), damaged);
    }

    /// <summary>As an administrator does: all that is shown, and what is shown then.</summary>
    private void PasteAll(Func<(int Status, string Output, string Error)> status)
    {
        var folder = Directory.CreateDirectory(_folder.FilePath("path")).FullName;
        var command = Path.Combine(folder, "mapkit");
        File.WriteAllText(command, $"#!/bin/sh\nPATH=$HOSTPATH exec {string.Join(' ', MapKitCommand.Line)} \"$@\"\n");
        File.SetUnixFileMode(command, (UnixFileMode)0b111_101_101);
        var path = Environment.GetEnvironmentVariable("PATH");
        for (var round = 0; round < MostRounds; round++)
        {
            var commands = CommandsIn(status().Output);
            if (commands.Length == 0) return;
            foreach (var line in commands)
            {
                var ran = Tool.Run("sh", ["-c", line.Replace("DIR", _folder.Path, StringComparison.Ordinal)], null, new Dictionary<string, string> { ["PATH"] = $"{folder}:{path}:/usr/sbin", ["HOSTPATH"] = path! });
                Assert.True(ran.ExitCode == 0 || line.Contains(" --salvage ", StringComparison.Ordinal), $"{line}: {ran.Error}");
            }

            File.SetLastWriteTimeUtc(_folder.FilePath("main.cf"), DateTime.UtcNow.AddMinutes(-5));
        }

        Assert.Equal([], CommandsIn(status().Output));
    }

    private static string[] CommandsIn(string output) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(element => element.TryGetProperty("commands", out _))
            .SelectMany(element => element.GetProperty("commands").EnumerateArray().Select(command => command.GetString()!)),
    ];
}
