using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Configuration;

/// <summary>The syntax of main.cf (docs/formats/configuration.md#syntax-of-maincf) and what can be wrong with the file.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public class MainConfigurationTests
{
    private const string Path = MemoryConfiguration.Folder + "/main.cf";

    [Theory]
    [InlineData("x = y", "y")]
    [InlineData("x=y", "y")]
    [InlineData("x   =\t y \t", "y")]
    [InlineData("x =", "")]
    [InlineData("x = a=b", "a=b")]
    [InlineData("x = cdb # no comment", "cdb # no comment")]
    [InlineData("x = a,\n  b", "a,  b")]
    [InlineData("x = a,\n# comment\n\n\tb\ny = z", "a,\tb")]
    [InlineData("# x = comment\n   \nx = y", "y")]
    [InlineData("x = one\nX = two\n", "one")]
    [InlineData("x = one\nx = two\n", "two")]
    [InlineData("x = y\r\n", "y")]
    [InlineData("x = y\0z\n", "y")]
    [InlineData("a.b-c! = 1\nx = y", "y")]
    public void A_setting_is_read(string main, string value) => Assert.Equal(value, MemoryConfiguration.Read(main).GetUnexpanded("x"));

    [Theory]
    [InlineData("a = b\nno value\n", "line 2: missing '=' after attribute name: \"no value\"")]
    [InlineData("a = b\n\n# c\nname with blanks = x", "line 4: missing '=' after attribute name: \"name with blanks = x\"")]
    [InlineData("= value", "line 1: missing attribute name: \"= value\"")]
    [InlineData("x\n  y\n", "line 1: missing '=' after attribute name: \"x  y\"")]
    public void A_line_that_is_not_a_setting_is_fatal(string main, string error) =>
        Assert.Equal([$"{Path}, {error}"], MemoryConfiguration.Messages(sink => MemoryConfiguration.Read(main, sink)));

    [Theory]
    [InlineData("x = 1\nx = 2\n", "Path, line 2: overriding earlier entry: x=1")]
    [InlineData("x = 1\nx = 1\n", null)]
    [InlineData("x =\n\nx = 2\n", "Path, line 3: overriding earlier entry: x=")]
    [InlineData("config_directory = /other\n", "Path, line 1: overriding earlier entry: config_directory=/etc/example")]
    [InlineData("process_name = x\n", "Path, line 1: overriding earlier entry: process_name=postmap")]
    [InlineData("  lost = 1\nx = 2\n", "Path: logical line must not start with whitespace: \"  lost = 1\"")]
    [InlineData(" 123456789 123456789 123456789 1\n", "Path: logical line must not start with whitespace: \" 123456789 123456789 123456789...\"")]
    [InlineData("x = a\0b\n", "Path, line 1: text after null byte may be ignored")]
    [InlineData("x = a\0b\n c\n", "Path, line 1-2: text after null byte may be ignored")]
    public void Postfixs_warnings_are_reported(string main, string? warning) => Assert.Equal(
        warning is null ? [] : [warning.Replace("Path", Path, StringComparison.Ordinal)],
        MemoryConfiguration.Messages(sink => MemoryConfiguration.Read(main, sink)));

    [Fact]
    public void Version_37_reports_no_NUL_bytes_and_has_no_process_name() => Assert.Empty(
        MemoryConfiguration.Messages(sink => MemoryConfiguration.Read("x = a\0b\nprocess_name = x\n", sink, PostfixVersion.Postfix37)));

    [Fact]
    public void Every_setting_keeps_its_place()
    {
        var configuration = MemoryConfiguration.Read("# é\nbiff = no\n\ntransport_maps =\n    hash:/etc/transport,\n    hash:/etc/more\nbiff=yes\nempty =\n");
        Assert.Equal(["biff", "transport_maps", "biff", "empty"], configuration.Settings.Select(setting => setting.Name));
        var maps = configuration.Find("transport_maps")!;
        Assert.Equal("hash:/etc/transport,    hash:/etc/more", maps.Value);
        Assert.Equal((4, 1, 15), (maps.NamePlace.Line, maps.NamePlace.Column, maps.NamePlace.EndColumn));
        Assert.Equal((5, 5, 25), (maps.ValuePlace.Line, maps.ValuePlace.Column, maps.ValuePlace.EndColumn));
        var second = maps.PlaceOf(maps.Value.IndexOf("hash:/etc/more", StringComparison.Ordinal), 14);
        Assert.Equal((6, 5, 19), (second.Line, second.Column, second.EndColumn));
        Assert.Equal((4, 6), (maps.FirstLine, maps.LastLine));
        var biff = configuration.Find("biff")!;
        Assert.Equal(("yes", 7), (biff.Value, biff.NamePlace.Line));
        Assert.Equal(("no", 2, 5L), (biff.Overridden!.Value, biff.Overridden.NamePlace.Line, biff.Overridden.NamePlace.Span.Start));
        Assert.Equal(0, configuration.Find("empty")!.ValuePlace.Span.Length);
        Assert.Null(configuration.Find("mydestination"));
    }

    [Fact]
    public void A_parameter_that_is_not_set_has_its_default()
    {
        var configuration = MemoryConfiguration.Read("compatibility_level = 3.6\nmyhostname = mail.example.com\n");
        Assert.Equal("$myhostname, localhost.$mydomain, localhost", configuration.GetUnexpanded("mydestination"));
        Assert.Equal("mail.example.com, localhost.example.com, localhost", configuration.Get("mydestination"));
        Assert.Equal("hash:/etc/aliases", configuration.Get("alias_database"));
        Assert.Equal("btree:/var/lib/postfix/verify_cache", configuration.Get("address_verify_map"));
        Assert.Equal("/etc/example", configuration.Get("config_directory"));
        Assert.True(configuration.GetBoolean("smtputf8_enable"));
        Assert.Equal(16777216, configuration.GetInteger("lmdb_map_size", 1));
        Assert.Equal("hash", configuration.GetString("default_database_type", 1));
        Assert.Null(configuration.Get("no_such_parameter"));
        Assert.Throws<ArgumentException>(() => configuration.GetBoolean("no_such_parameter"));
    }

    [Theory]
    [InlineData("host", "", "host.localdomain", "localdomain")]
    [InlineData("host", "mydomain = example.org", "host.example.org", "example.org")]
    [InlineData("host.example.com", "", "host.example.com", "example.com")]
    [InlineData("host", "myhostname = other", "other", "localdomain")]
    [InlineData("host", "myhostname = other.example.net", "other.example.net", "example.net")]
    public void The_names_of_the_host_are_derived_from_the_settings(string host, string main, string name, string domain)
    {
        var configuration = MemoryConfiguration.Read(main, host: host);
        Assert.Equal((name, domain), (configuration.Get("myhostname"), configuration.Get("mydomain")));
    }

    [Theory]
    [InlineData("mydomain = $myhostname", "host.", "host.")]
    [InlineData("mydomain = ${myhostname}x", "host.x", "host.xx")]
    [InlineData("myhostname = $mydomain", "localdomain", "localdomain")]
    public void Names_of_the_host_that_depend_on_each_other_end(string main, string name, string domain)
    {
        var configuration = MemoryConfiguration.Read(main, host: "host");
        Assert.Equal((name, domain), (configuration.Get("myhostname"), configuration.Get("mydomain")));
    }

    [Theory]
    [InlineData("biff = maybe", "biff", "bad boolean configuration: biff = maybe")]
    [InlineData("biff = ${", "biff", "dictionary mail_dict: macro processing error")]
    public void A_bad_boolean_is_an_error(string main, string name, string error) =>
        Assert.Equal(error, Assert.Throws<ConfigurationException>(() => MemoryConfiguration.Read(main).GetBoolean(name)).Message);

    [PeerFact("postmap")]
    public void A_main_cf_that_is_missing_or_a_folder_is_refused_with_Postfixs_message()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("folder/main.cf"));
        Directory.CreateDirectory(folder.File("empty"));
        folder.Write("file", "");
        string[] directories = [folder.File("folder"), folder.File("empty"), folder.File("file"), folder.File("absent"), folder.File("empty") + "/", ""];
        var results = new (string Theirs, string Ours)[directories.Length];
        Parallel.For(0, directories.Length, ConfigurationPeer.Many, index => results[index] = ConfigurationPeer.Start(directories[index]));
        Assert.Equal(results.Select(result => result.Theirs), results.Select(result => result.Ours));
    }

    [RootFact("postmap", "setpriv")]
    public void An_unreadable_main_cf_is_refused_with_Postfixs_message()
    {
        using var folder = new TemporaryFolder();
        ConfigurationPeer.Write(folder.Path, "");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(folder.File("main.cf"), UnixFileMode.UserRead);
        var peer = Tool.Run("setpriv", "--reuid=65534", "--clear-groups", Tool.Find("postmap")!, "-c", folder.Path, "-q", "k", "static:x");
        var ours = AsNobody(() => Assert.Throws<ConfigurationException>(() => ConfigurationPeer.Load(folder.Path, new DiagnosticList())).Message);
        Assert.Equal($"open {folder.Path}/main.cf: Permission denied", ours);
        Assert.Equal($"postmap: fatal: {ours}\n", peer.Error);
    }

    private static T AsNobody<T>(Func<T> work)
    {
        _ = LibC.SetFileSystemUser(65534);
        try
        {
            return work();
        }
        finally
        {
            _ = LibC.SetFileSystemUser(0);
        }
    }
}
