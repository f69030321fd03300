using System.Xml.Linq;

namespace MapKit.Cli.Tests.Commands;

public sealed class TestCommandTests : IDisposable
{
    private readonly ExplainFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_tables_of_the_seed_say_what_is_expected_of_them()
    {
        var file = _folder.Write("expectations", """
            # The seed's tables.
            transport pdupont@provider.example -> smtp:relay.provider.example:587
            transport somebody@example.com -> not found
            aliases root -> pdupont@provider.example
            generic root -> pdupont@provider.example

            sasl_passwd relay.provider.example:587 -> user fg12345678@provider.example
            sasl_passwd [relay.provider.example]:587 -> not found
            delivery pdupont@provider.example from root -> smtp:relay.provider.example:587
            access joe@example.com -> not found
            """);
        var run = _folder.Run("test", file);
        Assert.Equal((0, "mapkit: 8 of 8 expectations are met\n"), (run.Status, run.Error));
        Assert.StartsWith("ok      /etc/postfix/expectations:2: transport pdupont@provider.example -> smtp:relay.provider.example:587\n", _folder.Shown(run), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_otherwise_is_told_and_counts()
    {
        var file = _folder.Write("expectations", "aliases root -> joe@example.com\ngeneric nobody -> a@example.com\naliases root -> not found\n");
        var run = _folder.Run("test", file);
        Assert.Equal((1, "mapkit: 0 of 3 expectations are met\n"), (run.Status, run.Error));
        Assert.Equal(
            """
            failed  /etc/postfix/expectations:1: aliases root: expected joe@example.com, got pdupont@provider.example
            failed  /etc/postfix/expectations:2: generic nobody: expected a@example.com, got not found
            failed  /etc/postfix/expectations:3: aliases root: expected not found, got pdupont@provider.example

            """,
            _folder.Shown(run));
    }

    [Fact]
    public void Tables_beside_the_file_need_no_configuration()
    {
        var file = _folder.Write("expectations", """
            use transport source:transport
            use aliases inline:{{a = b c@example.com}} source:aliases
            use virtual inline:{x@v.example=root, y@v.example=@w.example}
            transport pdupont@provider.example -> smtp:relay.provider.example:587
            aliases root -> pdupont@provider.example
            aliases a -> c@example.com, b
            virtual y@v.example -> y@w.example
            virtual y@v.example -> @w.example
            transport "quoted user"@example.com -> not found
            """);
        var run = CommandRun.In(variable => variable == "MAIL_CONFIG" ? "/nonexistent" : null, [], "test", file);
        Assert.Equal("mapkit: 6 of 6 expectations are met\n", run.Error);
        Assert.Equal(0, run.Status);
    }

    [Fact]
    public void Results_are_written_as_JUnit_has_them()
    {
        var file = _folder.Write("expectations", "aliases root -> pdupont@provider.example\naliases root -> <&>\ntransport a@b.example -> x:\n");
        var report = Path.Combine(_folder.Path, "report.xml");
        File.Delete(Path.Combine(_folder.Path, "transport"));
        Assert.Equal(2, _folder.Run("test", file, "--junit", report).Status);
        var suite = XDocument.Load(report).Root!.Element("testsuite")!;
        Assert.Equal(("3", "1", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value));
        var cases = suite.Elements("testcase").ToArray();
        Assert.Empty(cases[0].Elements());
        Assert.Equal("expected <&>, got pdupont@provider.example", cases[1].Element("failure")!.Attribute("message")!.Value);
        Assert.Contains("No such file", cases[2].Element("error")!.Attribute("message")!.Value, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("transport a@b.example", "1: expected FORMAT ADDRESS -> RESULT")]
    [InlineData("# fine\n\ntransport -> x", "3: expected FORMAT ADDRESS [from SENDER] [host NAME] before ->")]
    [InlineData("transports a@b -> x", "1: transports is none of plain, transport")]
    [InlineData("transport a@b ->", "1: nothing follows ->")]
    [InlineData("transport a@b by c -> x", "1: by: only from SENDER and host NAME may follow the address")]
    [InlineData("use transport", "1: expected use FORMAT TABLE...")]
    [InlineData("use transport file", "1: file: expected type:name")]
    [InlineData("use delivery hash:x", "1: delivery asks the tables of the configuration")]
    [InlineData("plain k -> v", "1: no parameter has plain tables")]
    public void A_line_that_is_no_expectation_is_trouble_with_its_place(string lines, string message)
    {
        var file = _folder.Write("expectations", lines);
        var run = _folder.Run("test", file);
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.StartsWith($"mapkit: error: {file}:{message}", run.Error, StringComparison.Ordinal);
    }
}
