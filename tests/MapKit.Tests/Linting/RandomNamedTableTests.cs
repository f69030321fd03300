using System.Globalization;
using System.Text;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Tests.Linting;

/// <summary>
/// Rules of every kind together, in tables under every name: no exception, findings in order and each once, withdrawn ones gone,
/// the same when compiling, and no file left. MAPKIT_SOURCES sets how many, MAPKIT_SEED where they begin.
/// </summary>
[Trait(Category.Name, Category.Random)]
public class RandomNamedTableTests
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "8", CultureInfo.InvariantCulture);

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    public static TheoryData<string> Names => new(RandomNames.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_table_gets_the_same_ordered_findings_from_lint_and_compile(string name)
    {
        using var folder = new TemporaryFolder();
        var configuration = ConfigurationOf(folder);
        for (var seed = FirstSeed; seed < FirstSeed + Count; seed++)
        {
            var random = new Random(seed);
            var text = RandomNames.Make(random);
            var path = folder.Write(name, Encoding.Latin1.GetBytes(text));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var exception = Record.Exception(() => CheckTable(folder, path, random, configuration));
            Assert.True(exception is null, $"MAPKIT_SEED={seed} MAPKIT_SOURCES=1 {name}\n{exception}\n{text}");
        }
    }

    private static void CheckTable(TemporaryFolder folder, string path, Random random, PostfixConfiguration configuration)
    {
        var type = MapTypes.All[random.Next(MapTypes.All.Count)];
        AssertShowable(path, Lint(path, type, Severity.Info, configuration), hasConfiguration: true);
        AssertShowable(path, Lint(path, type, Severity.Info, null), hasConfiguration: false);
        if (RuleTableTypes.ForFileName(path) is not null) return;

        var linted = Lint(path, type, Severity.Warning, null);
        var compiled = new DiagnosticList();
        var writes = random.Next(4) == 0;
        var result = CompileOperation.Run(path, new CompileOptions { Types = [type], WithLint = true, CheckOnly = !writes }, compiled).Single();
        Assert.Equal(linted.Select(finding => finding.ToString()), compiled.Where(finding => finding.Severity > Severity.Info).Select(finding => finding.ToString()));

        var left = Directory.GetFiles(folder.Path).Where(file => file != path && file != result.Path).Select(Path.GetFileName);
        Assert.Empty(left);
        Assert.Equal(result.Outcome == CompileOutcome.Written, File.Exists(result.Path));
        File.Delete(result.Path);
    }

    private static DiagnosticList Lint(string path, MapType type, Severity level, PostfixConfiguration? configuration)
    {
        var operation = new LintOperation(new LintOptions { Level = level, Configuration = configuration });
        if (RuleTableTypes.ForFileName(path) is { } ruleType) operation.ReadRules(path, ruleType);
        else operation.Read(path, null, type);
        var findings = new DiagnosticList();
        operation.Report(findings);
        return findings;
    }

    private static void AssertShowable(string path, DiagnosticList all, bool hasConfiguration)
    {
        var findings = all.Where(finding => finding.Path == path).ToArray();
        Assert.Equal(findings.Order(FindingSet.SourceOrder), findings);
        Assert.Equal(findings.Length, findings.Select(finding => (FindingIdentity.From(finding), finding.Message)).Distinct().Count());
        Assert.All(findings, finding => Assert.True(finding.Message.Length > 0, finding.ToString()));
        Assert.All(findings.Where(finding => finding.Rule.IsLint), finding => Assert.Contains(LintRules.All, rule => rule.Reports.Contains(finding.Rule)));

        // What a rule withdraws, it withdraws whatever other rules have run.
        if (Path.GetFileName(path) == "helo_access") Assert.DoesNotContain(findings, finding => finding.Rule == Rules.BracketedAddress);
        if (Path.GetFileName(path) == "client_access") Assert.All(findings.Where(finding => finding.Rule == Rules.BracketedAddress), finding => Assert.Equal(Severity.Error, finding.Severity));
        if (hasConfiguration && TableFormat.ForFileName(path) == TableFormat.Access) Assert.DoesNotContain(findings, finding => finding.Rule == Rules.DoubtfulAction);
    }

    private static PostfixConfiguration ConfigurationOf(TemporaryFolder folder)
    {
        var path = folder.File("main");
        Directory.CreateDirectory(path);
        var options = new MainConfigurationOptions { Warnings = new DiagnosticList() };
        File.WriteAllText(
            Path.Combine(path, "main.cf"),
            $"""
            myhostname = mail.example.com
            relayhost = [relay.example]:587
            smtpd_restriction_classes = mild
            alias_maps = hash:{folder.File("aliases")}
            smtp_sasl_auth_enable = yes
            smtp_sasl_password_maps = hash:{folder.File("sasl_passwd")}
            transport_maps = hash:{folder.File("transport")}
            parent_domain_matches_subdomains = transport_maps

            """);
        return PostfixConfiguration.Create(
            MainConfiguration.Load(path, options),
            MasterConfiguration.Read(new MemoryStream("smtp unix - - n - - smtp\n"u8.ToArray()), path, options));
    }
}
