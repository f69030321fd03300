using System.Runtime.Versioning;
using System.Text;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>set</c>, <c>unset</c> and <c>fmt</c>: whole outputs and files.</summary>
public sealed class EditCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Set_changes_or_adds_an_entry_or_reports_it_unchanged()
    {
        var source = _folder.Write("transport", "# relays\nexample.com\tsmtp:[a]\n");
        Check(0, $"{source}:2: changed Example.COM\n", "", CommandRun.Of("set", source, "Example.COM", "smtp:[relay.example.net]:587"));
        Check(0, $"{source}:3: added example.org\n", "", CommandRun.Of("set", $"hash:{source}", "example.org", "local:"));
        Check(0, $"{source}:3: unchanged example.org\n", "", CommandRun.Of("set", source, "example.org", "local:"));
        Assert.Equal("# relays\nexample.com\tsmtp:[relay.example.net]:587\nexample.org\tlocal:\n", File.ReadAllText(source));
    }

    [Fact]
    public void Set_reports_further_entries_of_the_key()
    {
        var source = _folder.Write("transport", "example.com a:\nEXAMPLE.com b:\n");
        Check(0, $"{source}:1: changed example.com\n", $"mapkit: note: {source}:2: has the same key, so Postfix ignores it\n", CommandRun.Of("set", source, "example.com", "c:"));
    }

    [Fact]
    public void Set_checks_an_entry_against_the_configuration_that_names_the_table()
    {
        var source = _folder.Write("transport", "a.example smtp:\n");
        _folder.Write("main.cf", $"transport_maps = hash:{source}\nalias_maps =\nalias_database =\n");
        _folder.Write("master.cf", "smtp unix - - n - - smtp\nown unix - - n - - smtp\n");
        var run = CommandRun.Of("set", "-c", _folder.Path, source, "b.example", "nosuch:x");
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.StartsWith($"{source}:2:1: error MK2112: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("a.example smtp:\n", File.ReadAllText(source));
        Check(0, $"{source}:2: added b.example\n", "", CommandRun.Of("set", "-c", _folder.Path, source, "b.example", "own:x"));
        Assert.Equal(0, CommandRun.Of("set", "-c", _folder.Path, "--force", source, "c.example", "nosuch:x").Status);
        Assert.Equal(0, CommandRun.Of("set", source, "d.example", "nosuch:x").Status);
    }

    [Fact]
    public void A_key_may_begin_with_an_at_sign()
    {
        var source = _folder.Write("generic", "");
        Check(0, $"{source}:1: added @example.com\n", "", CommandRun.Of("set", source, "@example.com", "joe@example.org"));
        Assert.Equal("@example.com\tjoe@example.org\n", File.ReadAllText(source));
    }

    [Theory]
    [InlineData("joe:secret word")]
    [InlineData("joe:secret word\n")]
    [InlineData("joe:secret word\r\n")]
    public void A_secret_comes_by_standard_input_and_is_never_shown(string input)
    {
        var source = _folder.Write("sasl_passwd", "");
        Check(0, $"{source}:1: added [relay.example.net]\n", "", CommandRun.With(Encoding.UTF8.GetBytes(input), "set", source, "[relay.example.net]", "-"));
        Assert.Equal("[relay.example.net]\tjoe:secret word\n", File.ReadAllText(source));
    }

    [Theory]
    [InlineData("", "standard input is empty; give the value on one line")]
    [InlineData("a\nb\n", "standard input has more than one line; a value is one line")]
    public void A_value_from_standard_input_must_be_one_line(string input, string message)
    {
        var source = _folder.Write("table", "");
        Check(2, "", $"mapkit: error: {message}\n", CommandRun.With(Encoding.UTF8.GetBytes(input), "set", source, "k", "-"));
    }

    [Fact]
    public void A_refusal_is_status_2_and_shows_no_value()
    {
        var source = _folder.Write("sasl_passwd", "a b:c\n");
        Check(
            2,
            "",
            $"mapkit: error: {source}: the value begins or ends with whitespace, which Postfix drops; remove it\n",
            CommandRun.Of("set", source, "k", "joe:secret "));
        Assert.Equal("a b:c\n", File.ReadAllText(source));
    }

    [Fact]
    public void Unset_removes_an_entry_or_reports_a_missing_one()
    {
        var source = _folder.Write("transport", "a b:\n# c\nA d:\n");
        Check(0, $"{source}:1: removed a\n{source}:3: removed a\n", "", CommandRun.Of("unset", source, "a"));
        Check(1, "", $"mapkit: note: {source}: no entry has the key a\n", CommandRun.Of("unset", source, "a"));
        Assert.Equal("# c\n", File.ReadAllText(source));
    }

    [Fact]
    public void Rename_keeps_value_and_place()
    {
        var source = _folder.Write("sasl_passwd", "# c\nrelay.example.net:587   joe:secret\nb x:y\n");
        Check(0, $"{source}:2: renamed relay.example.net:587 to [relay.example.net]:587\n", "", CommandRun.Of("rename", source, "relay.example.net:587", "[relay.example.net]:587"));
        Check(1, $"{source}:3: would be renamed b to c\n", "", CommandRun.Of("rename", "--check", source, "b", "c"));
        Check(1, "", $"mapkit: note: {source}: no entry has the key a\n", CommandRun.Of("rename", source, "a", "d"));
        Check(2, "", $"mapkit: error: {source}: duplicate key: line 3 has the new key; remove that entry first\n", CommandRun.Of("rename", source, "[relay.example.net]:587", "B"));
        Assert.Equal("# c\n[relay.example.net]:587   joe:secret\nb x:y\n", File.ReadAllText(source));
    }

    [Fact]
    public void The_format_is_that_of_main_cf()
    {
        var source = _folder.Write("names", "root: me\n");
        var folder = PostfixConfiguration.Write(_folder.File("etc"), $"alias_database = hash:{source}\n");
        Check(0, $"{source}:2: added postmaster\n", "", CommandRun.Of("set", "-c", folder, source, "postmaster", "root"));
        Check(0, $"{source}: aligned\n", "", CommandRun.In(name => name == "MAIL_CONFIG" ? folder : null, [], "fmt", source));
        Assert.Equal("root:       me\npostmaster: root\n", File.ReadAllText(source));
        Check(0, $"{source}:2: removed POSTMASTER\n", "", CommandRun.Of("unset", "-c", folder, source, "POSTMASTER"));
    }

    [Theory]
    [InlineData("header_checks", "/^Subject:   a/ REJECT\n", "is a table of patterns or networks, which has another syntax; edit it by hand")]
    [InlineData("main.cf", "mail_name = x\n", "is a Postfix configuration file, not a table; use postconf to change it")]
    [InlineData("master.cf", "smtp inet n - y - - smtpd\n", "is a Postfix configuration file, not a table; use postconf to change it")]
    public void A_file_that_is_not_a_table_of_keys_is_refused(string name, string text, string message)
    {
        var source = _folder.Write(name, text);
        Check(2, "", $"mapkit: error: {source}: {message}\n", CommandRun.Of("fmt", source));
        Check(2, "", $"mapkit: error: {source}: {message}\n", CommandRun.Of("set", source, "a", "b"));
        Assert.Equal(text, File.ReadAllText(source));
    }

    [Fact]
    public void Fmt_aligns_standard_input()
    {
        Check(0, "a           b\nexample.com c\n", "", CommandRun.With("a  b\nexample.com  c"u8.ToArray(), "fmt", "-"));
        Check(0, "root:   me\nlonger: x\n", "", CommandRun.With("root : me\nlonger: x\n"u8.ToArray(), "fmt", "-f", "aliases", "-"));
        Check(1, "", "", CommandRun.With("a  b\n"u8.ToArray(), "fmt", "--check", "-"));
        Check(0, "", "", CommandRun.With("a b\n"u8.ToArray(), "fmt", "--check", "-"));
    }

    [Fact]
    public void Names_of_aliases_are_those_that_postalias_stores()
    {
        var source = _folder.Write("names", "Root: a\n\"b c\": d\n");
        Check(0, $"{source}:1: changed root\n", "", CommandRun.Of("set", "-f", "aliases", source, "root", "x,y"));
        Check(0, $"{source}:2: removed b c\n", "", CommandRun.Of("unset", "-f", "aliases", source, "b c"));
        Assert.Equal("Root: x,y\n", File.ReadAllText(source));
    }

    [Fact]
    public void Check_writes_nothing()
    {
        var source = _folder.Write("table", "a   b\n");
        Check(1, $"{source}: would be aligned\n", "", CommandRun.Of("fmt", "--check", source));
        Check(1, $"{source}:1: would be changed a\n", "", CommandRun.Of("set", "--check", source, "a", "c"));
        Check(1, $"{source}:1: would be removed a\n", "", CommandRun.Of("unset", "--check", source, "a"));
        Check(0, $"{source}:1: unchanged a\n", "", CommandRun.Of("set", "--check", source, "a", "b"));
        Assert.Equal("a   b\n", File.ReadAllText(source));
    }

    [Fact]
    public void Fmt_aligns_several_tables_or_none()
    {
        var transport = _folder.Write("transport", "example.com   smtp:\n# c\na\tlocal:\n");
        var aliases = _folder.Write("aliases", "root :me\npostmaster: root\n");
        var missing = _folder.File("missing");
        var before = File.ReadAllText(transport);
        Check(2, "", $"mapkit: error: {missing}: no such file\nmapkit: note: nothing was written: correct the operands first\n", CommandRun.Of("fmt", transport, missing, aliases));
        Assert.Equal(before, File.ReadAllText(transport));
        Check(0, $"{transport}: aligned\n{aliases}: aligned\n", "", CommandRun.Of("fmt", transport, aliases));
        Assert.Equal("example.com smtp:\n# c\na           local:\n", File.ReadAllText(transport));
        Assert.Equal("root:       me\npostmaster: root\n", File.ReadAllText(aliases));
        Check(0, $"{transport}: unchanged\n{aliases}: unchanged\n", "", CommandRun.Of("fmt", "--check", transport, aliases));
    }

    [Fact]
    public void A_map_older_than_the_edited_source_is_reported_with_the_command()
    {
        var source = _folder.Write("names", "root: a\n");
        CommandRun.Of("compile", "-f", "aliases", "btree:" + source);
        CommandRun.Of("compile", "-f", "aliases", "cdb:" + source);
        foreach (var suffix in new[] { ".db", ".cdb" }) File.SetLastWriteTimeUtc(source + suffix, DateTime.UtcNow.AddSeconds(-5));
        var older = "is older than its source; next: mapkit compile -f aliases";
        Check(
            0,
            $"{source}:1: changed root\n",
            $"mapkit: note: {source}.db {older} btree:{source}\nmapkit: note: {source}.cdb {older} cdb:{source}\n",
            CommandRun.Of("set", "-f", "aliases", source, "root", "b"));
    }

    [Fact]
    public void A_folder_is_not_a_table() =>
        Check(2, "", $"mapkit: error: {_folder.Path}: is a directory, not a table\n", CommandRun.Of("set", _folder.Path, "k", "v"));

    [UnsupportedOSPlatform("windows")]
    [RootFact("setpriv")]
    public void In_an_unwritable_folder_the_old_file_is_kept()
    {
        var source = _folder.Write("table", "a b\n");
        File.SetUnixFileMode(source, (UnixFileMode)0x1b6);
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x16d);
        var run = Tool.Run("setpriv", ["--reuid", "65534", "--regid", "65534", "--clear-groups", .. MapKitCommand.Line, "set", source, "a", "c"]);
        Assert.Equal((2, $"mapkit: error: cannot create a file in {_folder.Path}: Permission denied\n"), (run.ExitCode, run.Error));
        Assert.Equal("a b\n", File.ReadAllText(source));
        Assert.Equal(["table"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    private static void Check(int status, string output, string error, CommandRun run) =>
        Assert.Equal((status, output, error), (run.Status, run.Output, run.Error));
}
