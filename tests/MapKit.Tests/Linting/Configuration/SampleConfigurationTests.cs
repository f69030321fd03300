using System.Text.RegularExpressions;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Lint;
using MapKit.Postfix;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.Configuration;

/// <summary>
/// Configurations in the style of mail systems that many use (testdata/configurations): <c>findings.txt</c> has every finding that lint reports,
/// none where there is no such file. MAPKIT_WRITE_FINDINGS=1 writes it.
/// </summary>
public sealed partial class SampleConfigurationTests : IDisposable
{
    private const string Findings = "findings.txt";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(RepositoryFiles.Path("testdata", "configurations")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_usual_configuration_has_only_the_expected_findings(string name)
    {
        var source = RepositoryFiles.Path("testdata", "configurations", name);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = _folder.File(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, File.ReadAllText(file).Replace("@DIR@", _folder.Path, StringComparison.Ordinal));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(_folder.File("master.cf"), File.ReadAllText(RepositoryFiles.Path("testdata", "configurations", "master.cf")) + File.ReadAllText(_folder.File("master.cf")));
        Compile();
        var expected = Path.Combine(source, Findings);
        var found = string.Concat(Lint().Select(finding =>
            $"{Path.GetRelativePath(_folder.Path, finding.Path)}:{finding.Place?.Line}:{finding.Place?.Column}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule.Code}: {finding.Message.Replace(_folder.Path, "@DIR@", StringComparison.Ordinal)}\n"));
        if (Environment.GetEnvironmentVariable("MAPKIT_WRITE_FINDINGS") == "1" && found.Length > 0) File.WriteAllText(expected, found);
        Assert.Equal(File.Exists(expected) ? File.ReadAllText(expected) : "", found);
    }

    private IReadOnlyList<Diagnostic> Lint()
    {
        var configuration = MapKit.Configuration.PostfixConfiguration.Load(_folder.Path, new MainConfigurationOptions { Version = PostfixVersion.Postfix37 });
        var findings = new DiagnosticList();
        var operation = new LintOperation(new LintOptions { Configuration = configuration, ChecksConfiguration = true, Level = Severity.Info });
        operation.ReadConfigured((path, exception) => Assert.Fail($"{path}: {exception.Message}"));
        operation.Report(findings);
        return [.. findings];
    }

    private void Compile()
    {
        foreach (Match table in MapName().Matches(File.ReadAllText(_folder.File("main.cf")) + File.ReadAllText(_folder.File("master.cf"))))
        {
            if (!table.Value.Contains(_folder.Path, StringComparison.Ordinal)) continue;
            var name = table.Groups[2].Value;
            Assert.True(MapTypes.TryParse(table.Groups[1].Value, out var type));
            CompileOperation.Run(name, new CompileOptions { Types = [type], Format = TableFormat.ForFileName(name), Secret = true }, new DiagnosticList());
        }
    }

    [GeneratedRegex("(?<![a-z])(hash|lmdb):([^, \\n}]+)")]
    private static partial Regex MapName();
}
