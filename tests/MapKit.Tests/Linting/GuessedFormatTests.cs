using MapKit.Diagnostics;
using MapKit.Linting.Sources;
using MapKit.Lookup.Patterns;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>A format that the file name suggests and the content does not fit, and content that is no table at all.</summary>
public class GuessedFormatTests
{
    [Theory]
    [InlineData("access_levels", "joe {admin}\njane {user}\njim {guest}\n", "access_levels:1:5: info MK2931: the file name suggests a table of format access, but 3 of 3 values do not fit; it is checked as a plain table")]
    [InlineData("canonical_hosts", "a <<a>>\nb <<b>>\nc <<c>>\nd d@example.com\n", "canonical_hosts:1:5: info MK2931: the file name suggests a table of format canonical, but 3 of 4 values do not fit; it is checked as a plain table")]
    public void A_guess_that_does_not_fit_is_dropped(string name, string text, string finding) => Assert.Equal([finding], Findings(name, text));

    [Theory]
    [InlineData("sender_access", "a@example.com DENY\nb@example.com DENY\nc@example.com DENY\n", "MK2605")]
    [InlineData("transport", "a.example mail.example.com\nb.example mail.example.org\nc.example mail.example.net\n", "MK2101")]
    [InlineData("access", "a.example {x}\nb.example {y}\n", "MK2601")]
    public void One_mistake_in_every_line_or_few_lines_are_no_reason(string name, string text, string rule) =>
        Assert.All(Findings(name, text).Where(finding => !finding.Contains(" info ", StringComparison.Ordinal)), finding => Assert.Contains(rule, finding, StringComparison.Ordinal));

    [Fact]
    public void A_format_that_is_given_is_never_dropped()
    {
        using var folder = new TemporaryFolder();
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.Read(folder.Write("access_levels", "joe {admin}\njane {user}\njim {guest}\n"), TableFormat.Access);
        Assert.Equal(3, Linted.Shown(operation, folder).Count(finding => finding.Contains("MK2601", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_guess_for_rules_that_does_not_fit_is_dropped()
    {
        using var folder = new TemporaryFolder();
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.ReadRules(folder.Write("access_hosts.pcre", "/a/ {one}\n/b/ {two}\n/c/ {three}\n"), RuleTableType.Pcre);
        Assert.StartsWith("access_hosts.pcre:1:5: info MK2931", Assert.Single(Linted.Shown(operation, folder)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0GITCRYPT\0\u0001\u0002 OK\n\u0003", "the file is encrypted by git-crypt; Postfix reads its bytes as lines and finds none of the keys that it looks up")]
    [InlineData("\u00ff\u00fea\0 \0O\0K\0\n\0", "the file is UTF-16; Postfix reads its bytes as lines and finds none of the keys that it looks up")]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n3136\n", "the file is encrypted by ansible-vault; Postfix reads its bytes as lines and finds none of the keys that it looks up")]
    [InlineData("\u001f\u008b\u0008\0\0\0\0\0\0\u0003\u00cb\u0048\u00cd\u00c9\u00c9\u0007\0\u0086\u00a6\u0010\u0036\u0005\0\0\0", "the file is compressed by gzip; Postfix reads its bytes as lines and finds none of the keys that it looks up")]
    public void A_file_that_is_not_text_has_one_finding(string latin1, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("transport", System.Text.Encoding.Latin1.GetBytes(latin1));
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.Read(path, null);
        operation.ReadRules(path, RuleTableType.Pcre);
        Assert.Equal([$"transport: error MK2932: {message}", $"transport: error MK2932: {message}"], Linted.Shown(operation, folder));
    }

    [Theory]
    [InlineData("example.com smtp:\n")]
    [InlineData("a\0b smtp: and more text here\n")]
    [InlineData("j\u00f6rg@m\u00fcnchen.example smtp:\n")]
    [InlineData("")]
    public void Text_is_text(string text) => Assert.Null(NotText.Find("x", System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("/^a/ REJECT\n/^b/i OK\n", RuleTableType.RegexpOrPcre)]
    [InlineData("# c\nif /^x/\n!/^a/ REJECT\n  go\nendif\n/b\\/c/ OK\n", RuleTableType.RegexpOrPcre)]
    [InlineData("/^a/ REJECT\n", null)]
    [InlineData("/^a/ REJECT\nexample.com OK\n", null)]
    [InlineData("/var/spool/x OK\n/var/spool/y OK\n", null)]
    [InlineData("", null)]
    public void The_first_lines_show_a_table_of_expressions(string text, RuleTableType? type) => Assert.Equal(type, RuleTableTypes.ForContent(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string[] Findings(string name, string text)
    {
        using var folder = new TemporaryFolder();
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.Read(folder.Write(name, text), null);
        return Linted.Shown(operation, folder);
    }
}
