using MapKit.Configuration.Parameters;
using MapKit.Configuration.References;
using MapKit.Configuration.StartUp;
using MapKit.Postfix;

namespace MapKit.Tests.Configuration.Parameters;

public class ParameterCatalogueTests
{
    public static TheoryData<PostfixVersion> Versions => [.. Enum.GetValues<PostfixVersion>()];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_parameter_with_a_default_is_in_the_catalogue(PostfixVersion version) =>
        Assert.All(ParameterDefaults.NamesOf(version), name => Assert.True(ParameterCatalogue.Find(name, version)?.IsReadBy(version), name));

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_parameter_that_a_version_reads_has_a_default(PostfixVersion version)
    {
        string[] computed = ["config_directory", "mydomain", "myhostname", "mynetworks", "process_id", "process_name"];
        var read = ParameterCatalogue.Names.Where(name => ParameterCatalogue.Find(name, version)!.IsReadBy(version));
        Assert.Equal(ParameterDefaults.NamesOf(version).Concat(computed).Distinct().Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parameters_that_name_tables_have_the_kind_of_their_list(PostfixVersion version)
    {
        var named = TableParameter.All.Where(parameter => parameter.IsKnownTo(version))
            .Select(parameter => $"{parameter.Name}: {KindOf(parameter.Kind)}").Order(StringComparer.Ordinal);
        var ours = TableParameter.All.Where(parameter => parameter.IsKnownTo(version))
            .Select(parameter => $"{parameter.Name}: {ParameterCatalogue.Find(parameter.Name, version)!.Kind}").Order(StringComparer.Ordinal);
        Assert.Equal(named, ours);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_every_program_reads_has_the_limits_of_the_start_up_checks(PostfixVersion version)
    {
        var differences = VersionDifferences.In(version);
        var checks = ToolParameterTable.FirstTexts.Concat(ToolParameterTable.FirstBooleans).Concat(ToolParameterTable.Texts).Concat(ToolParameterTable.Numbers)
            .Where(check => check.Only?.Invoke(differences) != false).ToArray();
        foreach (var check in checks)
        {
            var parameter = ParameterCatalogue.Find(check.Name, version)!;
            Assert.True(parameter.IsReadByEveryProgram, check.Name);
            Assert.Equal((check.Name, check.Minimum, check.Maximum), (parameter.Name, parameter.Minimum, parameter.Maximum));
            var isNumber = check.Kind != ToolParameterKind.Text;
            Assert.Equal(isNumber ? check.Kind : ToolParameterKind.Text, KindOf(parameter.Kind));
        }
    }

    [Theory]
    [InlineData("smtpd_tls_security_level", nameof(ParameterKind.Word), "server_tls_level", 0, 0, "postscreen,smtpd,tlsproxy", "2.3")]
    [InlineData("smtp_connect_timeout", nameof(ParameterKind.Time), null, 0, 0, "smtp", "1.1")]
    [InlineData("delay_logging_resolution_limit", nameof(ParameterKind.Integer), null, 0, 6, "*", "2.3")]
    [InlineData("canonical_classes", nameof(ParameterKind.Words), "canonical_classes", 1, 0, "cleanup", "2.2")]
    public void A_row_has_kind_limits_programs_and_release(string name, string kind, string? words, long minimum, long maximum, string programs, string since)
    {
        var parameter = ParameterCatalogue.Find(name, PostfixVersion.Postfix37)!;
        Assert.Equal((kind, words, minimum, maximum, programs, since), (parameter.Kind.ToString(), parameter.Words, parameter.Minimum, parameter.Maximum, string.Join(',', parameter.Programs), parameter.Since));
    }

    [Fact]
    public void A_row_may_differ_between_versions() => Assert.NotEqual(
        ParameterCatalogue.Find("smtpd_tls_CAfile", PostfixVersion.Postfix37)!.Programs,
        ParameterCatalogue.Find("smtpd_tls_CAfile", PostfixVersion.Postfix312)!.Programs);

    [Fact]
    public void A_parameter_of_an_earlier_release_has_a_last_release_and_a_successor()
    {
        var parameter = ParameterCatalogue.Find("program_directory", PostfixVersion.Postfix312)!;
        Assert.Equal((ParameterKind.Removed, "2.0", "daemon_directory"), (parameter.Kind, parameter.Until, parameter.Successor));
        Assert.False(parameter.IsReadBy(PostfixVersion.Postfix312));
    }

    private static ParameterKind KindOf(TableListKind kind) => kind switch
    {
        TableListKind.Matches => ParameterKind.Matches,
        TableListKind.Restrictions => ParameterKind.Restrictions,
        TableListKind.Classes => ParameterKind.Classes,
        _ => ParameterKind.Tables,
    };

    private static ToolParameterKind KindOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Boolean => ToolParameterKind.Boolean,
        ParameterKind.Integer => ToolParameterKind.Number,
        ParameterKind.Size => ToolParameterKind.LongNumber,
        ParameterKind.Time => ToolParameterKind.Time,
        _ => ToolParameterKind.Text,
    };
}
