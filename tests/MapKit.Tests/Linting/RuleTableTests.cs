using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Operations.Lint;
using MapKit.Tests.Lookup.Patterns;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>Tables of patterns and networks: whole messages with their places, and what is in order.</summary>
public class RuleTableTests
{
    [Theory]
    [InlineData("cidr", "192.0.2.1/24 OK\n", "1:1: error MK5207: 192.0.2.1/24 has host bits outside its mask (did you mean 192.0.2.0/24?); Postfix skips this rule")]
    [InlineData("cidr", "# c\n192.0.2.0/24\n", "2:1: error MK5201: the rule has no result; Postfix skips this rule")]
    [InlineData("cidr", "example.com OK\n", "1:1: error MK5207: example.com is not an address; Postfix skips this rule")]
    [InlineData("cidr", "192.0.2.0/24 OK\n# c\n192.0.2.7 REJECT\n", "3:1: warning MK5209: the rule of line 1 already matches everything that this rule matches; Postfix never reaches it")]
    [InlineData("cidr", "0.0.0.0/0 OK\nif 192.0.2.0/24\n192.0.2.128/25 REJECT\nendif\n", "3:1: warning MK5209: the rule of line 1 already matches everything that this rule matches; Postfix never reaches it")]
    [InlineData("cidr", "2001:db8::/32 OK\n2001:db8::1/128 REJECT\n", "2:1: warning MK5209: the rule of line 1 already matches everything that this rule matches; Postfix never reaches it")]
    [InlineData("cidr", "192.0.2.0/24 permit\n192.0.2.128/25 permit\n", "2:1: info MK5209: the rule of line 1 already matches everything that this rule matches, with the same result")]
    [InlineData("cidr", "0.0.0.0/0 permit\n192.0.2.0/24 reject\n192.0.2.7 reject\n", "2:1: warning MK5209: the rule of line 1 already matches everything that this rule matches; Postfix never reaches it|3:1: warning MK5209: the rule of line 1 already matches everything that this rule matches; Postfix never reaches it")]
    [InlineData("pcre", "/^(a)/ $1\n/^(a)/ $1\n", "2:1: warning MK5209: the rule of line 1 already matches everything that this rule matches; Postfix never reaches it")]
    [InlineData("cidr", "if 192.0.2.0/24\n192.0.2.7 OK\n", "1:1: warning MK5205: this if has no endif; it applies to the rest of the table")]
    [InlineData("regexp", "/(/ OK\n", "1:1: error MK5202: Unmatched ( or \\(; Postfix skips this rule")]
    [InlineData("regexp", "joe@example.com OK\n", "1:1: error MK5201: a rule starts with a delimiter such as /, with if or with endif; Postfix skips this rule")]
    [InlineData("regexp", "/joe/ $x\n", "1:1: error MK5203: $x is not a number (write $$ for a dollar sign); Postfix skips this rule")]
    [InlineData("pcre", "/joe/ $1\n", "1:1: error MK5203: $1 refers to a group that the expression does not have; Postfix skips this rule")]
    [InlineData("pcre", "/joe/i OK\n/joe/ REJECT\n/joe/i HOLD\n", "3:1: warning MK5209: the rule of line 1 already matches everything that this rule matches; Postfix never reaches it")]
    [InlineData("pcre", "/./ DUNNO\n/joe/ REJECT\n", "2:1: warning MK5209: the rule of line 1 already matches everything that this rule matches; Postfix never reaches it")]
    [InlineData("pcre", "/joe/\n", "1:1: warning MK5204: the rule has no result; Postfix returns an empty result")]
    [InlineData("pcre", "/joe OK\n", "1:1: error MK5201: the expression has no closing /; Postfix skips this rule")]
    [InlineData("pcre", "if /joe/\n /x/ OK\nendif\n", "1:1: warning MK5205: there is text after the if; Postfix ignores it")]
    [InlineData("pcre", "/joe/ OK\n\n  /jane/ OK\n", "3:3: warning MK1013: this line continues the entry of line 1, across an empty line or a comment; Postfix joins the two")]
    [InlineData("pcre", "\uFEFF# comment\n", "1:1: error MK1009: the file begins with a byte order mark; Postfix reads it as part of the first key|1:1: error MK5201: the expression has no closing \\xEF; Postfix skips this rule")]
    [InlineData("pcre", "# mapkit: allow MK5202\n/(/ OK\n/[/ OK\n", "3:1: error MK5202: missing terminating ] for character class; Postfix skips this rule")]
    public void A_mistake_is_reported(string type, string text, string findings) =>
        Assert.Equal(findings.Split('|'), Findings(RuleTableTypes.ByName(type)!.Value, text));

    [Theory]
    [InlineData("cidr", "192.0.2.7 REJECT\n192.0.2.0/24 OK\n!192.0.2.0/24 HOLD\n0.0.0.0/0 DUNNO\n::/0 DUNNO\n")]
    [InlineData("cidr", "if 192.0.2.0/24\n192.0.2.128/25 OK\nendif\n192.0.2.0/24 REJECT\n192.0.3.0/24 OK\n")]
    [InlineData("cidr", "!192.0.2.0/24 OK\n192.0.3.0/24 OK\n")]
    [InlineData("regexp", "/^joe@/!/^joe@example\\.com$/ REJECT\n/^joe@/ OK\n/^(.*)@/ REDIRECT $1@example.com\n/./ DUNNO\n")]
    [InlineData("pcre", "if /^Received:/\n/^Received: from (?<name>.*)/ REPLACE x $1\nendif\n!/^joe/ OK\n/^joe/ OK\n/^Subject: \\d+/x WARN\n/^Subject: \\d+/ WARN $$5\n")]
    public void Correct_rules_have_no_finding(string type, string text) => Assert.Empty(Findings(RuleTableTypes.ByName(type)!.Value, text));

    [Theory]
    [InlineData("/(?i)^subject: (?:a|b)/ REJECT\n", null)] // pcre
    [InlineData("/^a/!/b/ REJECT\n", null)] // regexp
    [InlineData("/(/ REJECT\n", "1:1: error MK5202: Unmatched ( or \\(; Postfix skips this rule")]
    public void A_table_of_header_checks_is_read_as_the_type_with_fewer_findings(string text, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Findings(RuleTableType.RegexpOrPcre, text));

    [Fact]
    public void Without_an_engine_everything_but_the_expressions_is_checked()
    {
        using var folder = new TemporaryFolder();
        var operation = new LintOperation(new LintOptions());
        operation.ReadRules(folder.Write("table", "/(/ $99\n/x\n"), RuleTableType.Pcre);
        Assert.Equal(["2:1: error MK5201: the expression has no closing /; Postfix skips this rule"], Linted.Shown(operation, folder));
    }

    [Theory]
    [InlineData("/etc/postfix/client_access.cidr", RuleTableType.Cidr)]
    [InlineData("helo-pcre", RuleTableType.Pcre)]
    [InlineData("recipient_checks.regexp", RuleTableType.Regexp)]
    [InlineData("virtual.regex", RuleTableType.Regexp)]
    [InlineData("header_checks.pcre", RuleTableType.Pcre)]
    [InlineData("header_checks", RuleTableType.RegexpOrPcre)]
    [InlineData("smtp-header-checks.local", RuleTableType.RegexpOrPcre)]
    [InlineData("mime_header_checks", RuleTableType.RegexpOrPcre)]
    [InlineData("body_checks", RuleTableType.RegexpOrPcre)]
    [InlineData("helo_checks", null)]
    [InlineData("pcre/transport", null)]
    [InlineData("transport", null)]
    public void The_file_name_gives_the_type(string path, RuleTableType? type) => Assert.Equal(type, RuleTableTypes.ForFileName(path));

    [Fact]
    [Trait(Category.Name, Category.Slow)]
    public void Thousands_of_networks_are_checked_quickly()
    {
        var lines = Enumerable.Range(0, 50_000).Select(number => $"10.{number >> 8}.{number & 255}.0/24 OK\n").Append("10.1.2.3 REJECT\n");
        Assert.StartsWith("50001:1: warning MK5209: the rule of line 259 ", Assert.Single(Findings(RuleTableType.Cidr, string.Concat(lines))), StringComparison.Ordinal);
    }

    private static string[] Findings(RuleTableType type, string text)
    {
        using var folder = new TemporaryFolder();
        var operation = new LintOperation(new LintOptions { Level = Severity.Info, Regexp = Engines.Regexp, Pcre = Engines.Pcre });
        operation.ReadRules(folder.Write("table", text), type);
        return Linted.Shown(operation, folder);
    }
}
