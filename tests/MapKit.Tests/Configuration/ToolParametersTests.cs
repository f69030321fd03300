using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Configuration.StartUp;
using MapKit.Platform.Accounts;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Configuration;

/// <summary>The parameters of postmap and postalias; RandomConfigurationTests compares their errors with the real tool.</summary>
public class ToolParametersTests
{
    private const string File = MemoryConfiguration.Folder + "/main.cf";

    [Fact]
    public void An_empty_main_cf_gives_the_defaults()
    {
        var parameters = Read("");
        Assert.False(parameters.Utf8Enabled); // the compatibility level is 0
        Assert.Equal(("hash", "btree"), (parameters.DefaultDatabaseType, parameters.DefaultCacheDatabaseType));
        Assert.Equal((16777216, 16777216, 131072), (parameters.LmdbMapSize, parameters.BerkeleyDbCreateBufferSize, parameters.BerkeleyDbReadBufferSize));
        Assert.Equal(("host.example.com", "example.com", "host.example.com"), (parameters.MyHostName, parameters.MyDomain, parameters.MyOrigin));
        Assert.Equal(("hash:/etc/aliases", "/usr/sbin"), (parameters.AliasDatabase, parameters.CommandDirectory));
        Assert.Equal(NonBdbMigrationLevel.Disable, parameters.NonBdbMigrationLevel);
        Assert.Equal("C", Assert.Single(parameters.EnvironmentVariables, variable => variable.Key == "LANG").Value);
    }

    [Fact]
    public void Settings_replace_defaults()
    {
        var parameters = Read("compatibility_level = 3.6\ndefault_database_type = lmdb\nlmdb_map_size = 1000\nimport_environment = TZ, {GREETING = good day}\n");
        Assert.True(parameters.Utf8Enabled);
        Assert.Equal(("lmdb", "lmdb:/etc/aliases", 1000L), (parameters.DefaultDatabaseType, parameters.AliasDatabase, parameters.LmdbMapSize));
        Assert.Equal("good day", parameters.EnvironmentVariables["GREETING"]);
        Assert.Equal(new CompatibilityLevel(3, 6), parameters.CompatibilityLevel);
    }

    [Fact]
    public void Version_37_has_neither_a_cache_type_nor_a_migration()
    {
        var parameters = Read("default_database_type = lmdb\nnon_bdb_migration_level = nonsense\n", PostfixVersion.Postfix37);
        Assert.Null(parameters.DefaultCacheDatabaseType);
        Assert.Equal(("hash:/etc/aliases", NonBdbMigrationLevel.Disable), (parameters.AliasDatabase, parameters.NonBdbMigrationLevel));
    }

    [Theory]
    [InlineData("smtputf8_enable = maybe", "bad boolean configuration: smtputf8_enable = maybe")]
    [InlineData("default_database_type =", "bad string length 0 < 1: default_database_type = ")]
    [InlineData("default_verp_delimiters = +==", "bad string length 3 > 2: default_verp_delimiters = +==")]
    [InlineData("lmdb_map_size = 10M", "bad numerical configuration: lmdb_map_size = 10M")]
    [InlineData("lmdb_map_size = 0", "invalid lmdb_map_size parameter value 0 < 1")]
    [InlineData("delay_logging_resolution_limit = 7", "invalid delay_logging_resolution_limit parameter value 7 > 6")]
    [InlineData("max_idle = 10x", "parameter max_idle: bad time value or unit: 10x")]
    [InlineData("in_flow_delay = 11s", "invalid in_flow_delay: 11 (max 10)")]
    [InlineData("max_idle = 0", "invalid max_idle: 0 (min 1)")]
    [InlineData("compatibility_level = 3.x", "malformed compatibility level syntax: \"3.x\"")]
    [InlineData("myorigin = a b", "myorigin parameter setting must not contain multiple values: a b")]
    [InlineData("relayhost = HOST.example.com", "myhostname and relayhost parameter settings must not be identical: host.example.com")]
    [InlineData("syslog_facility = post", "file " + File + ": parameter syslog_facility: unrecognized value: post")]
    [InlineData("inet_protocols = ipv4 ipv5", "unknown inet_protocols value \"ipv5\" in \"ipv4 ipv5\"")]
    [InlineData("mynetworks_style = host class", "bad mynetworks_style value: host class; specify exactly one value")]
    [InlineData("maillog_file = /tmp/log", "maillog_file value '/tmp/log' does not match any prefix in maillog_file_prefixes")]
    [InlineData("import_environment = {A=b", "import_environment: missing '}' in \"{A=b\"")]
    [InlineData("import_environment = =b", "update_env: missing attribute name in: =b")]
    [InlineData("non_bdb_migration_level = on", "invalid non-Berkeley-DB migration level: 'on'")]
    [InlineData("lmdb_map_size = 0\nsmtputf8_enable = maybe", "bad boolean configuration: smtputf8_enable = maybe")] // read first
    public void A_configuration_that_Postfix_refuses_is_refused_with_its_message(string main, string error) =>
        Assert.Equal(error, Assert.Throws<ConfigurationException>(() => Read(main)).Message);

    [Fact]
    public void A_macro_sees_only_the_defaults_that_are_known_by_then() => Assert.Equal(
        "bad string length 0 < 1: myhostname = ",
        Assert.Throws<ConfigurationException>(() => Read("myhostname = $mail_owner\n")).Message);

    [Fact]
    public void Warnings_come_before_the_error() => Assert.Equal(
        [
            "known_tcp_ports: in \"x\" is not in \"name = value\" form",
            "ignoring bad permissions: maillog_file_permissions = 0666",
            "unreadable",
        ],
        [.. MemoryConfiguration.Messages(sink => ToolParameters.Read(
            MemoryConfiguration.Read("known_tcp_ports = x\nmaillog_file_permissions = 0666\n", sink), checkAccounts: false)), "unreadable"]);

    [Theory]
    [InlineData("mail_owner = absent", PostfixVersion.Postfix312, "parameter mail_owner: unknown user name value: absent")]
    [InlineData("mail_owner = root", PostfixVersion.Postfix312, "parameter mail_owner: user root has privileged user ID")]
    [InlineData("mail_owner = twin", PostfixVersion.Postfix312, "parameter mail_owner: user twin has the same user ID 10 as user postfix")]
    [InlineData("mail_owner = twin", PostfixVersion.Postfix37, "parameter mail_owner: user twin has same user ID as postfix")]
    [InlineData("setgid_group = absent", PostfixVersion.Postfix312, "parameter setgid_group: unknown group name: absent")]
    [InlineData("setgid_group = root", PostfixVersion.Postfix312, "parameter setgid_group: group root has privileged group ID")]
    [InlineData("default_privs = postfix", PostfixVersion.Postfix312, "parameters default_privs and mail_owner specify the same user postfix")]
    [InlineData("setgid_group = postfix", PostfixVersion.Postfix312, "parameters mail_owner and setgid_group: user postfix and group postfix have the same group ID: 10")]
    public void Accounts_must_meet_Postfixs_requirements(string main, PostfixVersion version, string error) => Assert.Equal(
        $"file {File}: {error}",
        Assert.Throws<ConfigurationException>(() => new ToolParameterReader(MemoryConfiguration.Read(main, version: version), new FewAccounts()).Read()).Message);

    [Fact]
    public void The_accounts_of_a_usual_system_are_accepted() => new ToolParameterReader(MemoryConfiguration.Read(""), new FewAccounts()).Read();

    [PeerFact("postconf")]
    public void The_table_has_every_default_of_the_installed_Postfix()
    {
        using var folder = new TemporaryFolder();
        ConfigurationPeer.Write(folder.Path, "");
        string[] computed = ["myhostname", "mydomain", "mynetworks", "config_directory", "process_id", "process_name"];
        var theirs = ConfigurationPeer.Run("postconf", "-c", folder.Path, "-d").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !computed.Contains(line.Split(' ')[0]));
        var ours = ParameterDefaults.NamesOf(ConfigurationPeer.Version)
            .Select(name => $"{name} = {ParameterDefaults.Find(name, ConfigurationPeer.Version)}".TrimEnd());
        Assert.Equal(theirs.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    private static ToolParameters Read(string main, PostfixVersion version = PostfixVersion.Postfix312) =>
        ToolParameters.Read(MemoryConfiguration.Read(main, version: version), checkAccounts: false);

    private sealed class FewAccounts : IAccounts
    {
        private static readonly (string Name, uint Number)[] Numbers = [("root", 0), ("postfix", 10), ("twin", 10), ("postdrop", 11), ("nobody", 65534)];

        public (uint UserId, uint GroupId)? FindUser(string name) => FindGroup(name) is { } number ? (number, number) : null;

        public string? UserName(uint userId) => Numbers.FirstOrDefault(account => account.Number == userId).Name;

        public uint? FindGroup(string name) => Numbers.Where(account => account.Name == name).Select(account => (uint?)account.Number).FirstOrDefault();

        public string? GroupName(uint groupId) => UserName(groupId);
    }
}
