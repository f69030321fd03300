using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Operations.Lint;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.Configuration;

/// <summary>A configuration in a folder of its own, and what lint reports about it.</summary>
internal sealed class LintedConfiguration : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The types that the installed Postfix has; null if unknown.</summary>
    public IReadOnlySet<string>? SupportedTypes { get; init; }

    /// <summary>The version that is followed.</summary>
    public PostfixVersion Version { get; init; } = PostfixVersion.Postfix37;

    /// <summary>The folder; in settings and tables it is written <c>@</c>.</summary>
    public string Folder => _folder.Path;

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Findings as <c>file:line:column code</c>.</summary>
    public string[] Places(string main, string? master = null) =>
        [.. Lint(main, master).Select(finding => $"{Path.GetFileName(finding.Path)}{(finding.Place is { } place ? $":{place.Line}:{place.Column}" : "")} {finding.Rule.Code}")];

    public IReadOnlyList<Diagnostic> Lint(string main, string? master = null)
    {
        // No default table of the machine, and lines counted from those of the test.
        var defaults = new[] { "alias_maps", "alias_database" }.Where(name => !main.Contains(name + " =", StringComparison.Ordinal)).Select(name => $"{name} =\n");
        Write("main.cf", Expand(main) + "\n" + string.Concat(defaults));
        if (master is not null) Write("master.cf", Expand(master));
        var configuration = MapKit.Configuration.PostfixConfiguration.Load(Folder, new MainConfigurationOptions { Version = Version });
        var findings = new DiagnosticList();
        var operation = new LintOperation(new LintOptions { Configuration = configuration, ChecksConfiguration = true, SupportedTypes = SupportedTypes, Level = Severity.Info });
        operation.ReadConfigured((path, exception) => Assert.Fail($"{path}: {exception.Message}"));
        operation.Report(findings);
        return [.. findings];
    }

    public void Dispose() => _folder.Dispose();

    private string Expand(string text) => text.Replace("@/", Folder + "/", StringComparison.Ordinal);
}
