using System.Text;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Diagnostics;
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
