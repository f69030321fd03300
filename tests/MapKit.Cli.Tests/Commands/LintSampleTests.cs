using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>
/// The tables that Postfix itself brings along: what Debian's postfix package installs, the samples of its documentation
/// (postfix-doc), and the examples in their comments, made entries. Nothing is told that is not so.
/// </summary>
public sealed class LintSampleTests : IDisposable
{
    private const string SystemAliases = "/etc/aliases";
    private const int Indent = 12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_alias_file_of_the_system_has_no_finding()
    {
        Assert.SkipUnless(File.Exists(SystemAliases), "there is no " + SystemAliases);
        Assert.Equal((0, ""), CommandRun.Of("lint", SystemAliases) is var run ? (run.Status, run.Output) : default);
    }

    /// <summary>The template of upstream leaves what the installation fills in empty, with which Postfix does not start.</summary>
    [PeerTheory("postconf")]
    [InlineData("main.cf.debian", 0)]
    [InlineData("main.cf.tls", 0)]
    [InlineData("main.cf.dist", 8)]
    public void A_shipped_configuration_has_no_finding(string name, int errors)
    {
        const string shipped = "/usr/share/postfix";
        Assert.SkipUnless(File.Exists(Path.Combine(shipped, name)), "there is no " + name);
        File.Copy(Path.Combine(shipped, name), _folder.File("main.cf"));
        File.Copy(Path.Combine(shipped, "master.cf.dist"), _folder.File("master.cf"));
        var run = CommandRun.Of("lint", "-c", _folder.Path);
        Assert.All(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != ' '), line => Assert.Contains(": error MK5408: ", line, StringComparison.Ordinal));
        Assert.Equal(errors, Regex.Count(run.Output, "MK5408"));
    }

    [SampleTheory]
    [InlineData("access")]
    [InlineData("canonical")]
    [InlineData("generic")]
    [InlineData("header_checks")]
    [InlineData("relocated")]
    [InlineData("transport")]
    [InlineData("virtual")]
    public void A_sample_of_comments_has_no_finding(string name) => Assert.Equal("", Findings(_folder.Write(name, Sample(name))));

    [SampleTheory]
    [InlineData("#root:", "root:")]
    [InlineData("#root:", "#root:")]
    public void The_sample_of_aliases_has_a_name_in_upper_case(string comment, string entry) => Assert.Equal(
        "aliases:15:1: info MK1017: the key has upper case; Postfix stores it and looks it up as \"mailer-daemon\"",
        Findings(_folder.Write("aliases", Sample("aliases").Replace(comment, entry, StringComparison.Ordinal))));

    // In an access table the narrower of two networks counts, in whatever order they stand.
    [SampleTheory]
    [InlineData("access", 1)]
    [InlineData("generic", 1)]
    [InlineData("virtual", 1)]
    [InlineData("header_checks", 2)]
    public void An_example_in_the_comments_has_no_finding(string name, int count)
    {
        var blocks = Blocks(Sample(name)).Where(block => block.File.StartsWith(name[..4], StringComparison.Ordinal) || block.File == "body_checks").ToArray();
        Assert.Equal(count, blocks.Length);
        Assert.All(blocks, block => Assert.Equal("", Findings(_folder.Write(block.File, block.Text))));
    }

    /// <summary>What is told of the examples of transport is info: a host that is asked for by its mail exchangers at another port is meant there.</summary>
    [SampleFact]
    public void The_examples_of_transport_have_only_the_subdomain_finding()
    {
        var sample = Sample("transport");
        var blocks = Blocks(sample[sample.IndexOf("# EXAMPLES", StringComparison.Ordinal)..sample.IndexOf("# REGULAR", StringComparison.Ordinal)]).ToArray();
        Assert.Equal(7, blocks.Length);
        string[] alone = ["example.com      slow:", "example.com      smtp:bar.example:2025", "example.com      smtp:bar.example, foo.example"];
        Assert.All(blocks, block => Assert.Equal(
            alone.Contains(block.Text.TrimEnd()) ? "transport:1:1: info MK2111: \"example.com\" does not match its subdomains by default" : "",
            Findings(_folder.Write("transport", block.Text))));
    }

    [Theory]
    [InlineData("transport", "transport:1:33: info MK2110")]
    [InlineData("generic")]
    [InlineData("sasl_passwd")]
    [InlineData("aliases")]
    public void The_seed_tables_have_only_the_intended_findings(string name, params string[] findings)
    {
        // relay.provider.example:587 is the name of the server and the key of sasl_passwd; pdupont@provider.example is one address.
        var text = File.ReadAllText(RepositoryFiles.Path("testdata", "seed", name));
        var told = Findings(_folder.Write(name, text)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(findings, told.Select(line => line[..line.IndexOf(": ", line.IndexOf("MK", StringComparison.Ordinal), StringComparison.Ordinal)]).Order(StringComparer.Ordinal).Reverse());
    }

    private static string Sample(string name) => File.ReadAllText(Path.Combine(ForeignTools.PostfixExamples, name));

    /// <summary>The indented blocks of a comment and the file that each is for: that of the line above, <c>/etc/postfix/NAME:</c>, if there is one.</summary>
    private static IEnumerable<(string File, string Text)> Blocks(string sample)
    {
        var file = "";
        var block = new List<string>();
        foreach (var line in sample.Split('\n').Append("#"))
        {
            var text = line.TrimStart('#');
            if (text.Length > Indent && string.IsNullOrWhiteSpace(text[..Indent]))
            {
                block.Add(text[Indent..]);
                continue;
            }

            if (block.Count > 0 && file != "main.cf") yield return (file.Length == 0 ? "transport" : file, string.Concat(block.Select(part => (block[0][0] == ' ' ? part.TrimStart() : part) + "\n")));
            block.Clear();
            file = Regex.Match(text, "^ *[/]etc/postfix/([a-z_.]+):$") is { Success: true } match ? match.Groups[1].Value : "";
        }
    }

    private string Findings(string source)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var run = CommandRun.Of("lint", "--level", "info", "--output-format", "text", source);
        var lines = run.Output.Replace(_folder.Path + "/", "", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != ' ');
        return string.Join('\n', lines);
    }
}
