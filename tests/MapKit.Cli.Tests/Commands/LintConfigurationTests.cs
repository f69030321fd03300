using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>lint without a source: main.cf, master.cf and every table that they name.</summary>
public sealed class LintConfigurationTests : IDisposable
{
    private const string Master = "smtp unix - - n - - smtp\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-c", "FOLDER")]
    [InlineData("FOLDER")]
    [InlineData("FOLDER/main.cf")]
    [InlineData("FOLDER/main.cf", "FOLDER/master.cf")]
    public void Every_table_that_main_cf_names_is_checked_by_its_use(params string[] operands)
    {
        var folder = Configuration(
            $"transport_maps = hash:{_folder.File("routes")}\nsmtpd_client_restrictions = check_client_access cidr:{_folder.File("networks")}\nvirtual_alias_maps = texthash:{_folder.File("names")}\n", Master);
        _folder.Write("routes", "example.com slwo:\n");
        _folder.Write("networks", "192.0.2.0/24 REJECT\n192.0.2.1/24 OK\n");
        _folder.Write("names", "joe@example.com\n");
        CommandRun.Of("compile", "-t", "hash", _folder.File("routes"));
        var run = CommandRun.Of(["lint", .. operands.Select(operand => operand.Replace("FOLDER", folder, StringComparison.Ordinal))]);
        Assert.Equal(1, run.Status);
        Assert.Contains("routes:1:13: error MK2112", run.Output, StringComparison.Ordinal);
        Assert.Contains("networks:2:1: error MK5207", run.Output, StringComparison.Ordinal);
        Assert.Contains("names:1:1: error MK1004", run.Output, StringComparison.Ordinal);
        Assert.Contains("mapkit: 3 tables, 3 errors", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_line_of_master_cf_is_a_finding_and_main_cf_is_still_checked()
    {
        var folder = Configuration($"transport_maps = texthash:{_folder.File("routes")}\n", "smtp unix - - n - - smtp\n{{ service }} unix - - n - - smtp\n");
        _folder.Write("routes", "example.com\n");
        var run = CommandRun.Of("lint", "-c", folder);
        Assert.Equal(1, run.Status);
        Assert.Contains("master.cf:2:1: error MK5008: bad transport type: service; master(8) refuses the file, so that Postfix does not start or reload", run.Output, StringComparison.Ordinal);
        Assert.Contains("routes:1:1: error MK1004", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_line_of_main_cf_is_a_finding()
    {
        var folder = Configuration("myhostname = mail.example\nrelayhost\n", Master);
        var run = CommandRun.Of("lint", folder);
        Assert.Equal(1, run.Status);
        Assert.Contains("main.cf:5:1: error MK5008: missing '=' after attribute name", run.Output, StringComparison.Ordinal);
        Assert.Contains("every Postfix program stops", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_configuration_the_message_names_the_missing_folder()
    {
        var run = CommandRun.Of("lint", "-c", _folder.File("none"));
        Assert.Equal(2, run.Status);
        Assert.Contains("none: no such folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_in_master_cf_allows_a_finding()
    {
        var folder = Configuration("", "# mapkit: allow MK5007\nsmtp inet n - n - - smtpd -osmtpd_helo_required=no\n");
        Assert.Equal(0, CommandRun.Of("lint", folder).Status);
    }

    [Fact]
    public void Status_counts_what_lint_finds()
    {
        var folder = _folder.Path;
        _folder.Write("main.cf", $"compatibility_level = 3.6\nalias_maps =\nalias_database =\nqueue_directory = {folder}\ntransport_maps = hash:{folder}/none\nsmtp_sasl_password_maps = texthash:{folder}/sasl_passwd\nbiff = no\nbiff = yes\n");
        _folder.Write("sasl_passwd", "relay.example user:secret\n");
        foreach (var settings in new[] { "", "[lint]\nlevel = \"error\"\n", "[lint]\nlevel = \"info\"\n", "[lint]\nignore = [\"MK4\"]\n" })
        {
            _folder.Write("mapkit.toml", settings);
            var found = CommandRun.Of("lint", "-c", folder, "--json").Output.Split('\n').Count(line => line.StartsWith("{\"kind\":\"finding\"", StringComparison.Ordinal));
            Assert.True(found > 0);
            Assert.EndsWith($", {found} finding{(found == 1 ? "" : "s")}: mapkit lint -c {folder}\n", CommandRun.Of("status", "-c", folder).Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Status_counts_the_findings_and_names_the_command()
    {
        var folder = Configuration($"virtual_alias_maps = {_folder.Write("names", "example.com\n")}\n", Master);
        var run = CommandRun.Of("status", "-c", folder);
        Assert.Equal(1, run.Status);
        Assert.EndsWith($", 0 to do, 1 finding: mapkit lint -c {folder}\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_builds_the_type_that_main_cf_names_and_notes_another()
    {
        var source = _folder.Write("routes", "example.com smtp:\n");
        var folder = Configuration($"transport_maps = btree:{source}\n", Master);
        Assert.Contains("(btree, 1 record", CommandRun.Of("compile", "-c", folder, source).Output, StringComparison.Ordinal);
        var other = CommandRun.Of("compile", "-c", folder, "-t", "lmdb", source);
        Assert.Contains($"note: main.cf names btree:{source}; Postfix does not read a map of type lmdb", other.Error, StringComparison.Ordinal);
    }

    private string Configuration(string main, string master)
    {
        var folder = PostfixConfiguration.Write(_folder.File("etc"), "alias_maps =\nalias_database =\n" + main);
        File.WriteAllText(Path.Combine(folder, "master.cf"), master);
        return folder;
    }
}
