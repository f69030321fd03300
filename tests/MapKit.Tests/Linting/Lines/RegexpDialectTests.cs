using System.Text;
using MapKit.Diagnostics;
using MapKit.Linting.Lines;
using MapKit.Lookup.Patterns;
using MapKit.Operations.Lint;
using MapKit.Tests.Lookup.Patterns;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.Lines;

/// <summary>The syntax of Perl in regexp tables: where it is found, whole messages, and what postmap makes of it.</summary>
public sealed class RegexpDialectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(@"^\d+$", "Escape 1+2")]
    [InlineData(@"^[\w]+@", "InBrackets 2+2")]
    [InlineData(@"[\w\-\.]+", "InBrackets 1+2")]
    [InlineData(@"(?:a|b)", "Group 0+3")]
    [InlineData(@"a.*?b", "Repetition 2+2")]
    [InlineData(@"a++", "Repetition 1+2")]
    [InlineData(@"[^\]]+", "InBrackets 2+2")]
    [InlineData(@"a{2}+", "Repetition 3+2")]
    [InlineData(@"^\w+\s\b\1\.\+\[\(?$", "")]
    [InlineData(@"[[:alpha:]\.]+?", "Repetition 13+2")]
    [InlineData(@"[]a-z]*[^]\]", "")]
    [InlineData(@"[a\]", "")]
    [InlineData(@"a?b+c*(d|e)?", "")]
    [InlineData(@"\", "")]
    [InlineData(@"[", "")]
    public void Perl_syntax_is_found(string expression, string found) =>
        Assert.Equal(found, string.Join('|', RegexpDialect.Find(Encoding.ASCII.GetBytes(expression)).Select(syntax => $"{syntax.Kind} {syntax.Start}+{syntax.Length}")));

    [Theory]
    [InlineData(@"/^\d+@/ OK", "1:3: warning MK2990: POSIX does not have \"\\d\"; it matches the letter d or nothing (help: write [0-9], or name the table with pcre: instead of regexp:)")]
    [InlineData(@"!/a/i!/[\s]/ OK", "1:9: warning MK2990: in brackets a backslash is an ordinary character in POSIX; \"\\s\" means a backslash or the letter s (help: write [:space:] in the brackets, or name the table with pcre: instead of regexp:)")]
    [InlineData("if /x.*?y/\nendif", "1:7: warning MK2990: POSIX has no lazy or possessive repetition: in \"*?\" the second character repeats the repetition, which matches as much as it can (help: remove the second character, or name the table with pcre: instead of regexp:)")]
    [InlineData(@"/^[^\]]+$/ OK", "1:5: warning MK2990: in brackets a backslash is an ordinary character in POSIX; \"\\]\" ends the brackets here (help: write the ] first in the brackets, or name the table with pcre: instead of regexp:)")]
    [InlineData(@"/a\d/x OK", null)] // a basic expression
    [InlineData(@"/a/ REJECT \d (?: x", null)] // a result
    public void A_message_says_what_POSIX_makes_of_it(string text, string? finding)
    {
        var operation = new LintOperation(new LintOptions { Level = Severity.Info, Regexp = Engines.Regexp, Pcre = Engines.Pcre });
        operation.ReadRules(_folder.Write("table", text + "\n"), RuleTableType.Regexp);
        var findings = new DiagnosticList();
        operation.Report(findings);
        Assert.Equal(finding is null ? [] : [finding], findings.Where(found => found.Rule == Rules.PerlSyntax).Select(found => $"{found.Place!.Value.Line}:{found.Place.Value.Column}: {found.Severity.ToString().ToLowerInvariant()} {found.Rule.Code}: {found.Message} (help: {found.Help})"));
    }

    [Fact]
    public void A_pcre_table_has_no_such_finding()
    {
        var operation = new LintOperation(new LintOptions { Level = Severity.Info, Regexp = Engines.Regexp, Pcre = Engines.Pcre });
        operation.ReadRules(_folder.Write("table", "/^[\\w]+(?:\\d)*?$/ OK\n"), RuleTableType.Pcre);
        Assert.Empty(Linted.Shown(operation, _folder));
    }

    [PeerTheory("postmap")]
    [InlineData(@"^\d+$", "123", false)]
    [InlineData(@"^\d+$", "d", false)]
    [InlineData(@"^\D$", "D", true)]
    [InlineData(@"^[\w]+@example.org", "tobias@example.org", false)]
    [InlineData(@"^[\w]+@example.org", "w@example.org", true)]
    [InlineData(@"^[\d]$", @"\", true)]
    [InlineData(@"^(?:a|b)$", "a", false)]
    [InlineData(@"^a.*?b$", "axb", true)]
    [InlineData(@"^a++$", "aaa", true)]
    [InlineData(@"^\w+\s\S$", "ab c", true)]
    public void Postmap_reads_it_as_the_rule_says(string expression, string key, bool isFound)
    {
        var table = _folder.Write("table", $"/{expression}/ FOUND\n");
        var result = Tool.Run("postmap", "-q", key, $"regexp:{table}");
        Assert.Equal(isFound ? "FOUND\n" : "", result.Output);
    }
}
