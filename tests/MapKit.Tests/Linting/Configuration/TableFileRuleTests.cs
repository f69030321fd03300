using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;

namespace MapKit.Tests.Linting.Configuration;

/// <summary>Tables that Postfix cannot open: missing, not compiled, named by the map, of a type that is not installed.</summary>
public sealed class TableFileRuleTests : IDisposable
{
    private readonly LintedConfiguration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Theory]
    [InlineData("hash:@/absent", "mapkit compile hash:@/absent")]
    [InlineData("hash:@/source", "mapkit compile hash:@/source")]
    [InlineData("lmdb:@/source", "mapkit compile lmdb:@/source")]
    [InlineData("hash:@/compiled.db", "write hash:@/compiled")]
    [InlineData("texthash:@/absent", "touch @/absent")]
    [InlineData("regexp:@/absent", "touch @/absent")]
    public void A_table_without_its_file_is_an_error_with_what_to_do(string table, string help)
    {
        Compiled();
        var finding = Assert.Single(_configuration.Lint($"canonical_maps = {table}"));
        Assert.Equal("MK5422", finding.Rule.Code);
        Assert.Contains(help.Replace("mapkit compile ", "mapkit compile -f canonical ", StringComparison.Ordinal), finding.Help!.Replace(_configuration.Folder, "@", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hash:@/compiled")]
    [InlineData("texthash:@/source")]
    [InlineData("proxy:hash:@/compiled")]
    [InlineData("unionmap:{hash:@/compiled, static:x}")]
    [InlineData("ldap:@/absent")]
    public void A_table_with_its_file_is_none(string table)
    {
        Compiled();
        Assert.DoesNotContain(_configuration.Lint($"canonical_maps = {table}"), finding => finding.Rule.Code == "MK5422");
    }

    [Fact]
    public void A_type_that_is_not_installed_names_its_package()
    {
        using var configuration = new LintedConfiguration { SupportedTypes = new HashSet<string> { "hash", "texthash", "static" } };
        configuration.Write("t", "");
        configuration.Write("t.lmdb", "");
        var findings = configuration.Lint("transport_maps = lmdb:@/t\nheader_checks = pcre:@/t\ncanonical_maps = texthash:@/t").Where(finding => finding.Rule.Code == "MK5421").ToArray();
        Assert.Equal([1, 2], findings.Select(finding => finding.Place!.Value.Line));
        Assert.Contains("postfix-lmdb", findings[0].Help, StringComparison.Ordinal);
        Assert.Contains("postfix-pcre", findings[1].Help, StringComparison.Ordinal);
        Assert.DoesNotContain(_configuration.Lint("transport_maps = lmdb:@/t"), finding => finding.Rule.Code == "MK5421");
    }

    private void Compiled()
    {
        _configuration.Write("source", "joe@example.com jane@example.com\n");
        var compiled = _configuration.Write("compiled", "joe@example.com jane@example.com\n");
        CompileOperation.Run(compiled, new CompileOptions { Types = [MapType.Hash] }, new NoFindings());
    }
}
