using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.Configuration;

/// <summary>Types that do not fit the use of a table.</summary>
public sealed class TableUseRuleTests : IDisposable
{
    private readonly LintedConfiguration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Theory]
    [InlineData("header_checks = texthash:@/t", true)]
    [InlineData("smtp_body_checks = hash:@/t", true)]
    [InlineData("header_checks = regexp:@/t", false)]
    [InlineData("header_checks = ldap:@/t", false)]
    [InlineData("alias_database = regexp:@/t", true)]
    [InlineData("alias_database = lmdb:@/t", false)]
    [InlineData("alias_maps = regexp:@/t", false)]
    [InlineData("address_verify_map = texthash:@/t", true)]
    [InlineData("address_verify_map = btree:$data_directory/verify", false)]
    [InlineData("postscreen_cache_map = proxy:btree:$data_directory/postscreen", false)]
    [InlineData("transport_maps = cidr:@/t", true)]
    [InlineData("mynetworks = cidr:@/t", false)]
    [InlineData("smtpd_client_restrictions = check_client_access cidr:@/t", false)]
    public void Only_a_type_that_does_not_fit_is_reported(string setting, bool isReported)
    {
        _configuration.Write("t", "");
        Assert.Equal(isReported, _configuration.Lint(setting).Any(finding => finding.Rule.Code == "MK5423"));
    }

    [Theory]
    [InlineData("virtual_uid_maps = static:vmail", "MK2940")]
    [InlineData("virtual_gid_maps = inline:{joe@example.com=vmail}", "MK2940")]
    [InlineData("virtual_uid_maps = static:5000", null)]
    public void Values_in_the_name_of_a_table_are_checked_by_its_use(string setting, string? code) =>
        Assert.Equal(code is null ? [] : [code], _configuration.Lint(setting).Select(finding => finding.Rule.Code).Where(found => found.StartsWith("MK29", StringComparison.Ordinal)));

    [PeerFact("newaliases")]
    public void Newaliases_stops_at_a_table_of_patterns()
    {
        _configuration.Write("t", "/x/ y\n");
        Assert.Contains(_configuration.Lint("alias_database = regexp:@/t"), finding => finding.Rule.Code == "MK5423");
        var run = Tool.Run("postalias", $"regexp:{_configuration.Folder}/t");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("unsupported dictionary type: regexp", run.Error, StringComparison.Ordinal);
    }
}
