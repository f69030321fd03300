using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Info;
using MapKit.Operations.Verify;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations;

/// <summary>
/// docs/formats/aliases.md#external-and-internal-form and docs/formats/aliases.md#records-added-by-postalias: the forms of alias
/// names, and the records that postalias adds.
/// </summary>
public sealed class AliasFormsTests : IDisposable
{
    private const string Source = "\"Quoted Name\": x\nplain: y\n\"\": nobody\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AliasKeys.Both, "\"\"=nobody|\"quoted name\"=x|=nobody|@=@|plain=y|quoted name=x")]
    [InlineData(AliasKeys.External, "\"\"=nobody|\"quoted name\"=x|@=@|plain=y")]
    [InlineData(AliasKeys.Internal, "=nobody|@=@|plain=y|quoted name=x")]
    public void Names_are_stored_in_the_forms_asked_for(AliasKeys keys, string expected) =>
        Assert.Equal(expected.Split('|').Order(StringComparer.Ordinal), Compile(Source, new CompileOptions { AliasKeys = keys }, out _));

    [Fact]
    public void Yp_records_are_bare_and_only_there_when_asked_for()
    {
        var records = Compile("a: b\n", new CompileOptions { YpRecords = new YpRecords(DateTimeOffset.FromUnixTimeSeconds(1795496658), "Mail.example.com") }, out _, raw: true);
        Assert.Equal(["@\0=@\0", "YP_LAST_MODIFIED=1795496658", "YP_MASTER_NAME=Mail.example.com", "a\0=b\0"], records);
    }

    /// <summary>The NIS records, of which an empty alias map has more than others, never end in a NUL.</summary>
    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    public void An_empty_alias_map_with_NIS_records_equals_its_source(MapType type)
    {
        var yp = new YpRecords(DateTimeOffset.FromUnixTimeSeconds(1795496658), "mail.example.com");
        Compile("# nothing\n", new CompileOptions { YpRecords = yp, Types = [type] }, out _, raw: true, type);
        var map = _folder.File("aliases" + MapTypes.SuffixOf(type));
        var result = VerifyOperation.Run(map, new VerifyOptions { SourcePath = _folder.File("aliases") });
        Assert.Equal((3L, 0L), (result.Records, result.Differences));
        using var reader = MapFile.Open(map);
        Assert.Equal("with", MapContents.Read(reader).NulStyle);
    }

    [PeerFact("postalias")]
    public void An_empty_alias_map_of_postalias_equals_its_source()
    {
        PostfixConfiguration.Write(_folder.Path);
        var source = _folder.Write("aliases", "");
        foreach (var type in (string[])["hash", "btree", "lmdb"])
        {
            Assert.Equal(0, Tool.Run("postalias", "-c", _folder.Path, type + ":" + source).ExitCode);
            var result = VerifyOperation.Run(_folder.File(type == "lmdb" ? "aliases.lmdb" : "aliases.db"), new VerifyOptions { SourcePath = source });
            Assert.Equal(0, result.Differences);
        }
    }

    [Fact]
    public void A_plain_name_that_a_quoted_one_has_taken_is_a_duplicate()
    {
        Compile("\"a b\": x\na b: y\n", new CompileOptions(), out var findings);
        Assert.Equal([Rules.DuplicateKey], findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void A_name_that_takes_the_place_of_the_mark_is_told()
    {
        var records = Compile("a: b\n\"@\": x\n", new CompileOptions(), out var findings);
        Assert.Equal(["\"@\"=x", "@=x", "a=b"], records);
        var finding = Assert.Single(findings);
        Assert.Equal((Rules.DuplicateKey, 2, "duplicate entry: \"@\""), (finding.Rule, finding.Place?.Line, finding.PostfixText));
    }

    [PeerFact("postalias")]
    public void Postalias_of_either_age_finds_a_quoted_name()
    {
        Compile(Source, new CompileOptions(), out _);
        PostfixConfiguration.Write(_folder.Path);
        foreach (var name in new[] { "quoted name", "\"quoted name\"" })
        {
            Assert.Equal("x\n", Tool.Run("postalias", "-c", _folder.Path, "-q", name, "hash:" + _folder.File("aliases")).Output);
        }
    }

    private List<string> Compile(string source, CompileOptions options, out IReadOnlyList<Diagnostic> findings, bool raw = false, MapType type = MapType.Hash)
    {
        var diagnostics = new DiagnosticList();
        CompileOperation.Run(_folder.Write("aliases", source), options with { Format = TableFormat.Aliases }, diagnostics);
        findings = diagnostics;
        using var map = MapFile.Open(_folder.File("aliases" + MapTypes.SuffixOf(type)));
        return [.. map.Records
            .Select(record => $"{Encoding.UTF8.GetString(record.Key.Span)}={Encoding.UTF8.GetString(record.Value.Span)}")
            .Select(text => raw ? text : text.Replace("\0", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}
