using System.Text;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Explain;
using MapKit.Operations.Lint;
using MapKit.Operations.Status;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Configuration;

/// <summary>A configuration from named texts is what it is in its folder.</summary>
public sealed class ConfigurationFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("main.cf transport sub/access", "/etc/postfix", "/etc/postfix/main.cf /etc/postfix/sub/access /etc/postfix/transport")]
    [InlineData("postfix/main.cf postfix/transport aliases", "/etc/postfix", "/etc/aliases /etc/postfix/main.cf /etc/postfix/transport")]
    [InlineData("./etc/postfix/main.cf etc/aliases", "/etc/postfix", "/etc/aliases /etc/postfix/main.cf")]
    [InlineData("/etc/postfix-out/main.cf /etc/postfix-out/a", "/etc/postfix-out", "/etc/postfix-out/a /etc/postfix-out/main.cf")]
    [InlineData("usr/local/etc/postfix/main.cf usr/local/etc/aliases", "/usr/local/etc/postfix", "/usr/local/etc/aliases /usr/local/etc/postfix/main.cf")]
    [InlineData("host1/etc/postfix/main.cf host1/etc/aliases other", "/etc/postfix", "/etc/aliases /etc/postfix/main.cf")]
    [InlineData("config/main.cf config/transport other/x", "/etc/postfix", "/etc/postfix/main.cf /etc/postfix/transport")]
    [InlineData("main.cf old/main.cf ../x a/../b folder/", "/etc/postfix", "/etc/postfix/main.cf /etc/postfix/old/main.cf")]
    public void Each_file_gets_its_place(string names, string directory, string expected)
    {
        var files = ConfigurationFiles.Create(names.Split(' ').Select(name => KeyValuePair.Create(name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(name))));
        Assert.Equal(directory, files.Directory);
        Assert.Equal(expected, string.Join(' ', files.Files.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(_folder.Path + directory, files.WriteTo(_folder.Path));
        foreach (var (path, content) in files.Files) Assert.Equal(content.ToArray(), File.ReadAllBytes(_folder.Path + path));
        Assert.Equal(files.Files.Count, Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Count());
    }

    [Theory]
    [InlineData("a/main.cf etc/postfix/main.cf", "etc/postfix/main.cf", "a/main.cf")]
    [InlineData("main.cf host/etc/postfix/main.cf", "host/etc/postfix/main.cf", "main.cf")]
    [InlineData("b/main.cf a/main.cf", "a/main.cf", "b/main.cf")]
    public void Of_several_configurations_the_usual_place_is_used_and_the_others_are_named(string names, string used, string others)
    {
        var files = ConfigurationFiles.Create(names.Split(' ').Select(name => KeyValuePair.Create(name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(name))));
        Assert.Equal(used, Encoding.UTF8.GetString(files.Files[files.Directory + "/main.cf"].Span));
        Assert.Equal(others, string.Join(' ', files.Others));
    }

    [Fact]
    public void A_name_of_a_file_and_of_a_folder_is_refused_before_anything_is_written()
    {
        var files = ConfigurationFiles.Create(new[] { "main.cf", "virtual", "virtual/x" }.Select(name => KeyValuePair.Create(name, ReadOnlyMemory<byte>.Empty)));
        Assert.Equal("/etc/postfix/virtual: is a file and a folder among the files", Assert.Throws<IOException>(() => files.WriteTo(_folder.Path)).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_foreign_configuration_reads_no_file_and_no_account_of_this_system()
    {
        var own = _folder.Write("own", "info@example.com private@example.net\nexample.com private\n");
        var main = $"""
            myhostname = mail.example.com
            mydestination = example.org, {own}, $config_directory/domains
            virtual_alias_domains = example.com
            virtual_alias_maps = texthash:{own}, unionmap:{"{"}texthash:{own},texthash:/etc/postfix/../..{own}{"}"}, hash:{own}, texthash:/etc/postfix/virtual
            alias_maps = texthash:/etc/postfix/aliases
            alias_database =

            """;
        var root = _folder.File("root");
        var files = ConfigurationFiles.Create([Named("main.cf", main), Named("virtual", "office@example.com anna@example.org\n"), Named("aliases", $"list: :include:{own}\n"), Named("domains", "listed.example\n")]);
        files.WriteTo(root);
        var configuration = MapKit.Configuration.PostfixConfiguration.Load(files.Directory, new MainConfigurationOptions { FilesBelow = root });
        Assert.Equal("/etc/postfix", configuration.Main.Directory);
        var lint = new LintOperation(new LintOptions { Configuration = configuration, ChecksConfiguration = true, IsForThisHost = true });
        var problems = new List<string>();
        lint.ReadConfigured((path, exception) => problems.Add(exception.Message));
        var findings = new DiagnosticList();
        lint.Report(findings);
        var said = new StringBuilder().AppendJoin('\n', problems).AppendJoin('\n', findings.Select(finding => finding.Message));
        foreach (var table in new StatusOperation(configuration, new StatusOptions()).Run().Tables) said.Append(table.State).Append(table.Entries);
        foreach (var address in new[] { "info@example.com", "office@example.com", "list@example.org", "root@example.org", "x@private" })
        {
            foreach (var node in All(ExplainOperation.Delivery(configuration, address).Steps)) said.Append(node.Text).Append(node.Search?.Answer?.Value).Append('\n');
        }

        Assert.DoesNotContain("private@", said.ToString(), StringComparison.Ordinal);
        Assert.Contains($"the list names {own}, which", said.ToString(), StringComparison.Ordinal);
        using var table2 = LookupTable.Open("texthash:/etc/postfix/virtual", LookupOptions.From(configuration));
        Assert.True(table2.TryFind("office@example.com"u8, out _));
        Assert.Throws<LookupException>(() => { LookupTable.Open($"texthash:{own}", LookupOptions.From(configuration)); });
    }

    [Theory]
    [InlineData("")]
    [InlineData("local_recipient_maps = unix:passwd.byname\n")]
    public void Accounts_of_another_system_are_an_open_point(string line)
    {
        var root = _folder.File("root");
        var files = ConfigurationFiles.Create([Named("main.cf", $"myhostname = mail.example.com\nmydestination = example.org\nalias_maps =\nalias_database =\n{line}")]);
        files.WriteTo(root);
        var explanation = ExplainOperation.Delivery(MapKit.Configuration.PostfixConfiguration.Load(files.Directory, new MainConfigurationOptions { FilesBelow = root }), "anna@example.org");
        var text = string.Join('\n', All(explanation.Steps).Select(node => node.Text));
        Assert.DoesNotContain("451", text, StringComparison.Ordinal);
        Assert.Contains("the accounts of the server are unknown here", string.Join('\n', All(explanation.Steps).Select(node => node.Text + node.Search?.Steps.Select(step => step.Reason).FirstOrDefault(reason => reason is not null))), StringComparison.Ordinal);
        Assert.NotEqual(ExplainOutcome.NotFound, explanation.Outcome);
    }

    [Fact]
    public void Where_sources_are_preferred_a_map_without_one_answers()
    {
        var source = _folder.Write("virtual", "info@example.com user@example.net\n");
        CompileOperation.Run(source, new CompileOptions { Types = [MapType.Hash] }, new DiagnosticList());
        File.Delete(source);
        _folder.Write("main.cf", $"myhostname = mail.example.com\nmydestination =\nlocal_recipient_maps =\nvirtual_alias_domains = example.com\nvirtual_alias_maps = hash:{source}\nalias_maps =\nalias_database =\n");
        var configuration = MapKit.Configuration.PostfixConfiguration.Load(_folder.Path);
        Assert.Contains("user@example.net", Explained(new ExplainOptions { AsksSources = true, AsksMapsWithoutSource = true }), StringComparison.Ordinal);
        Assert.DoesNotContain("user@example.net", Explained(new ExplainOptions { AsksSources = true }), StringComparison.Ordinal);

        string Explained(ExplainOptions options) => string.Join('\n', All(ExplainOperation.Delivery(configuration, "info@example.com", options).Steps).Select(node => node.Text));
    }

    private static KeyValuePair<string, ReadOnlyMemory<byte>> Named(string name, string text) => KeyValuePair.Create(name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text));

    private static IEnumerable<ExplanationNode> All(IEnumerable<ExplanationNode> steps) => steps.SelectMany(step => All(step.Children).Prepend(step));

    [Fact]
    public void Without_main_cf_there_is_no_configuration() =>
        Assert.Equal("there is no main.cf among the files", Assert.Throws<ConfigurationException>(() => ConfigurationFiles.Create([KeyValuePair.Create("master.cf", ReadOnlyMemory<byte>.Empty)])).Message);

    [Fact]
    public void Texts_give_the_status_findings_and_path_of_files()
    {
        var texts = new Dictionary<string, string>
        {
            ["main.cf"] = "myhostname = mail.example.com\nmydestination = example.com\ntransport_maps = hash:$config_directory/transport\nvirtual_alias_maps = texthash:$config_directory/virtual\n"
                + "alias_maps =\nalias_database =\nlocal_recipient_maps =\n",
            ["master.cf"] = File.ReadAllText(RepositoryFiles.Path("testdata", "configurations", "master.cf")),
            ["transport"] = "example.net smtp:[relay.example.net]\nexample.net :\n",
            ["virtual"] = "info@example.com user@example.net\n",
        };
        var folder = Directory.CreateDirectory(_folder.File("files")).FullName;
        foreach (var (name, text) in texts) File.WriteAllText(Path.Join(folder, name), text);
        var fromTexts = ConfigurationFiles.Create(texts.Select(text => KeyValuePair.Create(text.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text.Value)))).WriteTo(_folder.File("texts"));
        var described = Describe(folder);
        Assert.Contains("NotCompiled", described, StringComparison.Ordinal);
        Assert.Contains("/transport:2 MK", described, StringComparison.Ordinal);
        Assert.Contains("smtp:[relay.example.net]", described, StringComparison.Ordinal);
        Assert.Equal(described, Describe(fromTexts));
    }

    private static string Describe(string folder)
    {
        var configuration = MapKit.Configuration.PostfixConfiguration.Load(folder);
        var text = new StringBuilder();
        foreach (var table in new StatusOperation(configuration, new StatusOptions()).Run().Tables) text.AppendLine($"{table.ShownName} {table.State} {table.Entries}");
        var lint = new LintOperation(new LintOptions { Configuration = configuration, ChecksConfiguration = true });
        lint.ReadConfigured((path, exception) => text.AppendLine($"{path}: {exception.Message}"));
        var findings = new DiagnosticList();
        lint.Report(findings);
        foreach (var finding in findings) text.AppendLine($"{finding.Path}:{finding.Place?.Line} {finding.Rule.Code} {finding.Message}");
        var explanation = ExplainOperation.Delivery(configuration, "info@example.com", new ExplainOptions { AsksSources = true });
        text.AppendLine($"{explanation.Outcome} {string.Join(' ', explanation.Results)}");
        return text.ToString().Replace(folder, "", StringComparison.Ordinal);
    }
}
