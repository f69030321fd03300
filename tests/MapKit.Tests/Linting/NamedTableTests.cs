using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>Rules that a file's name or format selects run together with all others.</summary>
public class NamedTableTests
{
    private const string DuplicateBesideBrackets = "[192.0.2.1] REJECT\nexample.com OK\nexample.com REJECT\n";

    [Theory]
    [InlineData("helo_access", new[] { "3:1 error MK3001" })]
    [InlineData("client_access", new[] { "1:1 error MK2608", "3:1 error MK3001" })]
    [InlineData("sender_access", new[] { "1:1 info MK2608", "3:1 error MK3001" })]
    public void A_withdrawn_finding_leaves_the_others_as_they_are(string name, string[] expected)
    {
        using var folder = new TemporaryFolder();
        var operation = Linted.With();
        operation.Read(folder.Write(name, DuplicateBesideBrackets), null);
        Assert.Equal(expected, Linted.Shown(operation, folder).Select(Short));
    }

    [Theory]
    [InlineData("helo_access")]
    [InlineData("client_access")]
    public void Compile_writes_the_map_and_leaves_nothing_else(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, DuplicateBesideBrackets);
        var findings = new DiagnosticList();
        CompileOperation.Run(path, new CompileOptions { Types = [MapType.Cdb], WithLint = true }, findings);
        Assert.Contains(findings, finding => finding.Rule == Rules.DuplicateKey);
        Assert.Equal([name, name + ".cdb"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary><c>name:1:2: error MK1234: text</c> as <c>1:2 error MK1234</c>.</summary>
    private static string Short(string finding)
    {
        var parts = finding.Split(':', 5);
        return $"{parts[1]}:{parts[2]}{parts[3]}";
    }
}
