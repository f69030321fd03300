using System.Text;
using CsCheck;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Peers;
using MapKit.Tests.Tables;

namespace MapKit.Tests.Linting;

/// <summary>
/// Whole random tables of every format through all rules together, with a main.cf and a master.cf: whatever is written there,
/// the answer is findings, each of which lies in the file and says what to do.
/// </summary>
[Trait(Category.Name, Category.Random)]
[Trait(Category.Name, Category.Slow)]
public class RandomTableTests
{
    private static readonly string[] Lines =
    [
        "joe: jane", "jane: joe, \"\"", "owner-list: <>", "a: :include:/etc/none, |x y, \"|x y\"", "joe@example.com jane@example.com", "@a.example @b.example",
        "@b.example @a.example, joe", "example.com smtp:[relay.example]:587", ".example.com relay:relay.example:465,[b.example]", "* smtp:[relay.example]", "\"a b\"@x.example \"\"",
        "[relay.example]:587 joe:password", "relay.example:587 joe", "192.0.2. OK", "a.example STRICT, mild", "x 550", "joe", " x", "  y", "#", "# mapkit: allow MK2103 MK1004",
        "if /x/", "endif", "/x/ y", "\u00DF STRA\u00DFE", "\u00A0a b", "a \u00A0", "k: \\\"", "<> \"\"", "DUNNO DUNNO", "\uFEFFa b", "a b\r", "a b\0c", "",
    ];

    [Theory]
    [InlineData("plain")]
    [InlineData("transport")]
    [InlineData("generic")]
    [InlineData("sasl_passwd")]
    [InlineData("aliases")]
    [InlineData("virtual")]
    [InlineData("canonical")]
    [InlineData("relocated")]
    [InlineData("access")]
    [InlineData("sender_relay")]
    [InlineData("sender_transport")]
    public void Any_table_gets_findings_that_can_be_shown(string format)
    {
        using var folder = new TemporaryFolder();
        var configuration = ConfigurationOf(folder);
        var (table, passwords, aliases) = (folder.File("table"), folder.Write("sasl_passwd", "[relay.example]:587 joe:password\n"), folder.Write("aliases", "joe: \"\"\nlist: jane\n"));
        NearTexts.Of(Lines).Array[0, 8].Sample(
            lines =>
            {
                var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
                File.WriteAllBytes(table, bytes);
                var operation = new LintOperation(new LintOptions { Level = Severity.Info, Configuration = configuration });
                operation.Read(table, TableFormat.ByName(format), MapKit.Maps.MapType.Lmdb);
                operation.Read(passwords, null);
                operation.Read(aliases, null);
                var findings = new DiagnosticList();
                operation.Report(findings);
                Assert.All(findings.Where(finding => finding.Path == table), finding => AssertShowable(finding, bytes));
            },
            iter: 300,
            threads: 1); // they share the file
    }

    private static void AssertShowable(Diagnostic finding, byte[] bytes)
    {
        Assert.False(string.IsNullOrEmpty(finding.Message), finding.ToString());
        Assert.False(string.IsNullOrEmpty(finding.Help), finding.ToString());
        if (finding.Place is not { } place) return;
        Assert.InRange(place.Span.Start, 0, bytes.Length);
        Assert.InRange(place.Span.Start + place.Span.Length, place.Span.Start, bytes.Length);
        Assert.Equal(1 + bytes.AsSpan(0, (int)place.Span.Start).Count((byte)'\n'), place.Line);
        Assert.True(place.Column >= 1 && place.EndColumn >= place.Column, finding.ToString());
    }

    private static MapKit.Configuration.PostfixConfiguration ConfigurationOf(TemporaryFolder folder)
    {
        var path = folder.File("main");
        Directory.CreateDirectory(path);
        File.WriteAllText(
            Path.Combine(path, "main.cf"),
            $"myhostname = mail.example.com\nrelayhost = [relay.example]:587\nsmtpd_restriction_classes = mild\nalias_maps = hash:{folder.File("table")}, hash:{folder.File("aliases")}\n");
        var options = new MainConfigurationOptions { Warnings = new DiagnosticList() };
        return MapKit.Configuration.PostfixConfiguration.Create(
            MainConfiguration.Load(path, options),
            MasterConfiguration.Read(new MemoryStream(Encoding.UTF8.GetBytes("smtp unix - - n - - smtp\n")), path, options));
    }
}
