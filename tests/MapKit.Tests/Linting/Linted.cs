using MapKit.Diagnostics;
using MapKit.Linting.AcrossTables;
using MapKit.Maps;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>Lints text and shows the findings, a line each, without the path.</summary>
internal static class Linted
{
    public static string[] Findings(string text, string format = "plain", Severity level = Severity.Info, params MapType[] types) =>
        Findings(System.Text.Encoding.UTF8.GetBytes(text), format, level, types);

    public static string[] Findings(byte[] text, string format = "plain", Severity level = Severity.Info, params MapType[] types)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table", text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var operation = new LintOperation(new LintOptions { Level = level });
        operation.Read(path, TableFormat.ByName(format), types);
        Assert.Equal(text, File.ReadAllBytes(path));
        return Shown(operation, folder);
    }

    public static string[] Shown(LintOperation operation, TemporaryFolder folder)
    {
        var findings = new DiagnosticList();
        operation.Report(findings);
        return [.. findings.Select(finding => finding.ToString().Replace(folder.Path + "/", "", StringComparison.Ordinal).Replace("table:", "", StringComparison.Ordinal))];
    }

    public static LintOperation With(params ICrossTableRule[] rules) => new(new LintOptions { Level = Severity.Info }, rules);
}
