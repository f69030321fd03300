using System.Xml.Linq;

namespace MapKit.Cli.Tests.Commands;

public sealed class TestCommandTests : IDisposable
{
    private readonly ExplainFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_tables_of_the_seed_meet_their_expectations()
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
        Assert.Equal((0, "mapkit: 8 of 8 expectations met\n"), (run.Status, run.Error));
        Assert.StartsWith("ok      /etc/postfix/expectations:2: transport pdupont@provider.example -> smtp:relay.provider.example:587\n", _folder.Shown(run), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unmet_expectation_is_reported_and_counted()
    {
        var file = _folder.Write("expectations", "aliases root -> joe@example.com\ngeneric nobody -> a@example.com\naliases root -> not found\n");
        var run = _folder.Run("test", file);
        Assert.Equal((1, "mapkit: 0 of 3 expectations met\n"), (run.Status, run.Error));
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
        Assert.Equal("mapkit: 6 of 6 expectations met\n", run.Error);
        Assert.Equal(0, run.Status);
    }

    [Fact]
    public void Results_are_written_as_JUnit_XML()
    {
        var absent = Path.Combine(_folder.Path, "absent");
        var file = _folder.Write("expectations", $"aliases root -> pdupont@provider.example\naliases root -> <&>\nuse transport source:{absent}\ntransport a@b.example -> x:\n");
        var report = Path.Combine(_folder.Path, "report.xml");
        Assert.Equal(2, _folder.Run("test", file, "--junit", report).Status);
        var suite = XDocument.Load(report).Root!.Element("testsuite")!;
        Assert.Equal(("3", "1", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value));
        var cases = suite.Elements("testcase").ToArray();
        Assert.Empty(cases[0].Elements());
        Assert.Equal("expected <&>, got pdupont@provider.example", cases[1].Element("failure")!.Attribute("message")!.Value);
        Assert.Contains("No such file", cases[2].Element("error")!.Attribute("message")!.Value, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("transport a@b.example", "1:1: expected FORMAT ADDRESS -> RESULT")]
    [InlineData("transport \"a -> b\"@b.example", "1:1: expected FORMAT ADDRESS -> RESULT")]
    [InlineData("# fine\n\ntransport -> x", "3:11: expected FORMAT ADDRESS [from SENDER] [host NAME] [message FILE] before ->")]
    [InlineData("transports a@b -> x", "1:1: transports is not one of plain, transport")]
    [InlineData("transport a@b ->", "1:15: nothing follows ->")]
    [InlineData("transport a@b by c -> x", "1:15: by: only from SENDER, host NAME and, for delivery, message FILE may follow the address")]
    [InlineData("\"\\", "1:1: expected FORMAT ADDRESS -> RESULT")]
    [InlineData("use transport", "1:1: expected use FORMAT TABLE...")]
    [InlineData("use transport hash:", "1:15: hash:: expected [type:]name")]
    [InlineData("use delivery hash:x", "1:5: delivery uses the tables of the configuration; give no table")]
    [InlineData("plain k -> v", "1:1: no parameter uses plain tables")]
    [InlineData("  sasl_passwd [relay]:587 -> joe:secret", "1:27: expected -> user NAME, or -> not found: passwords are not compared\n")]
    public void An_invalid_line_is_an_error_with_its_place(string lines, string message)
    {
        var file = _folder.Write("expectations", lines);
        var run = _folder.Run("test", file);
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.StartsWith($"mapkit: error: {file}:{message}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bad_line_is_reported()
    {
        var file = _folder.Write("expectations", "transport a\ntransport b -> x\nnone c -> x\n");
        Assert.Equal(2, _folder.Run("test", file).Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Whitespace_of_any_kind_separates_words_and_quotes_protect_it()
    {
        var file = _folder.Write("expectations", "use transport source:transport\n\ttransport\tpdupont@provider.example\t->\tsmtp:relay.provider.example:587 \r\ntransport \"a -> \\\" b\"@example.com -> not found\n");
        Assert.Equal((0, "mapkit: 2 of 2 expectations met\n"), (_folder.Run("test", file).Status, _folder.Run("test", file).Error));
    }

    [Fact]
    public void Expectations_may_come_from_standard_input()
    {
        var run = CommandRun.In(variable => null, "aliases root -> pdupont@provider.example\n"u8.ToArray(), "test", "-", "-c", _folder.Path, "--sources");
        Assert.Equal((0, "ok      stdin:1: aliases root -> pdupont@provider.example\n", "mapkit: 1 of 1 expectations met\n"), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public void A_table_without_a_type_has_the_default_type()
    {
        _folder.Write("expectations", "use transport transport\ntransport pdupont@provider.example -> smtp:relay.provider.example:587\n");
        var run = _folder.Run("test", Path.Combine(_folder.Path, "expectations"));
        Assert.Equal((0, "mapkit: 1 of 1 expectations met\n"), (run.Status, run.Error));
    }

    [Fact]
    public void A_failed_line_reports_the_result_and_the_value_of_the_table()
    {
        var file = _folder.Write("expectations", """
            use virtual inline:{joe@v.example=@w.example}
            virtual joe@v.example -> ann@w.example
            delivery no.such.user -> local:elsewhere
            delivery no.such.user -> not found
            use transport source:nowhere
            transport joe@example.com -> not found
            """);
        var run = _folder.Run("test", file);
        Assert.Equal(2, run.Status);
        Assert.Equal(
            """
            failed  /etc/postfix/expectations:2: virtual joe@v.example: expected ann@w.example, got joe@w.example (the table says @w.example)
            failed  /etc/postfix/expectations:3: delivery no.such.user: expected local:elsewhere, got rejected 550 5.1.1 <no.such.user>: Recipient address rejected: User unknown in local recipient table
            ok      /etc/postfix/expectations:4: delivery no.such.user -> not found
            error   /etc/postfix/expectations:6: transport joe@example.com: open /etc/postfix/nowhere: No such file or directory

            """,
            _folder.Shown(run));
    }

    [Fact]
    public void Control_characters_reach_neither_terminal_nor_report()
    {
        var file = _folder.Write("expectations", "aliases root -> \e[31m\u0001\n");
        var report = Path.Combine(_folder.Path, "report.xml");
        var run = _folder.Run("test", file, "--junit", report);
        Assert.Equal($"failed  {file}:1: aliases root: expected \\x1B[31m\\x01, got pdupont@provider.example\n", run.Output);
        Assert.Equal(
            "expected \\x1B[31m\\x01, got pdupont@provider.example",
            XDocument.Load(report).Root!.Element("testsuite")!.Element("testcase")!.Element("failure")!.Attribute("message")!.Value);
    }
}
