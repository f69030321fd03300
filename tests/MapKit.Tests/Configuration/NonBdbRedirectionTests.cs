using MapKit.Configuration;
using MapKit.Diagnostics;

namespace MapKit.Tests.Configuration;

/// <summary>What 3.11 and later open and build in place of hash and btree (docs/formats/bdb-migration.md#redirection).</summary>
public class NonBdbRedirectionTests
{
    private const string Enabled = "non_bdb_migration_level = enable-redirect\ndefault_database_type = lmdb\ndefault_cache_db_type = cdb\n";

    [Theory]
    [InlineData("hash", "lmdb")]
    [InlineData("btree", "cdb")]
    public void A_Berkeley_type_becomes_the_default_type(string type, string target)
    {
        var messages = new DiagnosticList();
        var redirection = Make(Enabled, messages);
        Assert.Equal((target, "/etc/x"), redirection.Open(type, "/etc/x"));
        Assert.Equal((target, "/etc/x"), redirection.Create(type, "/etc/x"));
        Assert.All(messages, item => Assert.Equal((Severity.Info, $"redirecting {type}:/etc/x to {target}:/etc/x"), (item.Severity, item.PostfixText)));
        Assert.Equal(2, messages.Count);
    }

    [Theory]
    [InlineData(Enabled, "lmdb")]
    [InlineData(Enabled, "texthash")]
    [InlineData("", "hash")]
    [InlineData("non_bdb_migration_level = disable\n", "btree")]
    public void Other_types_and_levels_are_left_alone(string main, string type)
    {
        var messages = new DiagnosticList();
        var redirection = Make(main, messages);
        Assert.Null(redirection.Open(type, "x"));
        Assert.Null(redirection.Create(type, "x"));
        Assert.Empty(messages);
    }

    [Fact]
    public void Redirections_are_silent_if_so_configured()
    {
        var messages = new DiagnosticList();
        Assert.Equal(("lmdb", "x"), Make(Enabled + "non_bdb_migration_log_redirect = no\n", messages).Open("hash", "x"));
        Assert.Empty(messages);
    }

    [Theory]
    [InlineData("x", "cdb")]
    [InlineData("y", "sdbm")]
    public void A_custom_mapping_is_asked_for_the_name_and_then_for_the_type(string name, string target)
    {
        string? Mapping(string key) => key switch { "hash:x" => "cdb", "hash" => "sdbm", _ => null };
        var redirection = Make(Enabled + "non_bdb_custom_mapping = static:unused\n", new DiagnosticList(), Mapping);
        Assert.Equal((target, name), redirection.Open("hash", name));
    }

    [Fact]
    public void A_custom_mapping_must_not_be_redirected_itself() => Assert.Equal(
        "non_bdb_custom_mapping must not use legacy type: 'hash'",
        Assert.Throws<ConfigurationException>(() => Make(Enabled + "non_bdb_custom_mapping = hash:/etc/x\n", new DiagnosticList())).Message);

    [Theory]
    [InlineData("hash", "mapping from 'hash' to legacy type 'hash'")]
    [InlineData("none", "mapping to unsupported database type: 'none'")]
    [InlineData("l:mdb", "bad non-legacy database type syntax: 'l:mdb'")]
    public void A_type_that_cannot_take_the_place_is_an_error(string target, string why)
    {
        var messages = new DiagnosticList();
        var redirection = Make(Enabled + $"default_database_type = {target}\n", messages);
        Assert.Equal(
            $"Berkeley DB type mapping lookup error for 'hash:x': {why}",
            Assert.Throws<ConfigurationException>(() => redirection.Open("hash", "x")).Message);
        Assert.Equal($"non-Berkeley-DB type mapping lookup error for 'hash:x': {why}", Assert.Single(messages).PostfixText);
        Assert.Equal(
            $"non_bdb migration mapping lookup error for 'hash': {why}",
            Assert.Throws<ConfigurationException>(() => redirection.Create("hash", "x")).Message);
    }

    [Fact]
    public void To_reindex_the_suffix_of_the_type_must_be_known()
    {
        var redirection = Make("non_bdb_migration_level = enable-reindex\ndefault_database_type = sdbm\n", new DiagnosticList());
        Assert.Equal(
            "non-Berkeley-DB mapped type 'sdbm' has no known pathname suffix",
            Assert.Throws<ConfigurationException>(() => redirection.Open("hash", "x")).Message);
        Assert.Equal(("sdbm", "x"), redirection.Create("hash", "x"));
    }

    private static NonBdbRedirection Make(string main, IDiagnosticSink messages, Func<string, string?>? mapping = null) => new(
        ToolParameters.Read(MemoryConfiguration.Read(main), checkAccounts: false),
        type => type is "lmdb" or "cdb" or "hash" or "sdbm",
        mapping ?? (_ => null),
        messages);
}
