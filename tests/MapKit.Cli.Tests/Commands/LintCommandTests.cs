using System.Diagnostics;
using System.Globalization;
using System.Text;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

public sealed class LintCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_shows_the_line_and_carets_and_counts_at_the_end()
    {
        var run = Lint("example.com\tsmtp:[mail.example.com]:0\nexample.org smtp:[mail.example.org\n");
        Assert.Equal(
            """
            T:1:37: error MK2103: "0" is neither a port number from 1 to 65535 nor the name of a service; the SMTP client cannot use it and Postfix defers the mail
                example.com smtp:[mail.example.com]:0
                                                    ^
                help: H
            T:2:18: error MK2102: the bracket in "[mail.example.org" is never closed; the SMTP client cannot use it and Postfix defers the mail
                example.org smtp:[mail.example.org
                                 ^
                help: H

            """.ReplaceLineEndings("\n"),
            Masked(run.Output));
        Assert.Equal((1, $"mapkit: note: {_folder.File("transport")}: format transport (the file name)\nmapkit: 1 table, 2 errors\n"), (run.Status, run.Error));
    }

    [Fact]
    public void Json_is_an_object_a_line()
    {
        var run = Lint("a\n", "--output-format", "json", "-f", "plain");
        Assert.Equal(
            """{"kind":"finding","path":"T","line":1,"column":1,"endColumn":2,"severity":"error","code":"MK1004","message":"\"a\" has no value; Postfix ignores this line","help":"write the key, whitespace and the value on one line"}""" + "\n" + """{"kind":"format","table":"T","format":"plain","formatFrom":"-f"}""" + "\n",
            Masked(run.Output));
        Assert.Equal((1, ""), (run.Status, run.Error));
    }

    [Fact]
    public void GitHub_commands_are_escaped()
    {
        var source = _folder.Write("a,b:50%", "x y\n\n z\nk\n");
        var run = CommandRun.Of("lint", "--output-format", "github", "./" + Path.GetRelativePath(Directory.GetCurrentDirectory(), source));
        var lines = run.Output.Split('\n');
        Assert.EndsWith(
            "a%2Cb%3A50%25,line=3,col=2,endColumn=3,title=MK1013 entry continues across a gap::this line continues the entry of line 1, across an empty line or a comment; Postfix joins the two%0Ahelp: remove the whitespace at its start if it is a separate entry; otherwise remove the lines between",
            lines[0],
            StringComparison.Ordinal);
        Assert.StartsWith("::warning file=", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("::error file=", lines[1], StringComparison.Ordinal);
        Assert.Equal(1, run.Status);
    }

    [Fact]
    public void The_level_decides_which_findings_are_reported_and_counted()
    {
        const string Text = "A 1\nb 2\nb 2\n";
        Assert.Equal((0, "mapkit: 1 table, no findings\n"), Lint(Text, "-f", "plain", "--level", "error") is var errors ? (errors.Status, errors.Error) : default);
        Assert.Equal((1, "mapkit: 1 table, 1 warning\n"), Lint(Text, "-f", "plain") is var warnings ? (warnings.Status, warnings.Error) : default);
        Assert.Equal((1, "mapkit: 1 table, 1 warning, 1 info\n"), Lint(Text, "-f", "plain", "--level", "info") is var all ? (all.Status, all.Error) : default);
    }

    [Fact]
    public void Secrets_are_never_shown()
    {
        var source = _folder.Write("sasl_passwd", "[mail.example.com hunter2:hunter2\nhunter2\nhunter2 a:hunter2\nHUNTER2 a:b # hunter2\nx: y:hunter2\n\n  hunter2\nif /hunter2/\nhunter2/24 hunter2\n");
        foreach (var format in new[] { "text", "json", "sarif", "github" })
        {
            var run = CommandRun.Of("lint", "--level", "info", "--output-format", format, source);
            Assert.Equal(1, run.Status);
            Assert.DoesNotContain("hunter2", run.Output + run.Error, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void An_unreadable_source_is_an_error_and_the_others_are_checked()
    {
        var source = _folder.Write("table", "a\n");
        var run = CommandRun.Of("lint", _folder.File("none"), _folder.Path, source);
        Assert.Equal(2, run.Status);
        Assert.Equal(
            $"mapkit: error: {_folder.File("none")}: no such file\nmapkit: error: {_folder.Path}: is a directory without main.cf; give a folder of Postfix's configuration, or tables in it\nmapkit: note: {source}: format plain (no other is known)\nmapkit: 1 table, 2 sources not checked, 1 error\n",
            run.Error);
        Assert.StartsWith($"{source}:1:1: error MK1004: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_checked_and_its_lines_are_not_shown()
    {
        _folder.Write("stdin", "k secret\n");
        var run = CommandRun.With("joe: jane\njane: joe\n"u8.ToArray(), "lint", "-f", "aliases", "-");
        Assert.Equal(
            """
            stdin:2:7: error MK2804: alias loop: joe -> jane -> joe; Postfix gives up with "alias database loop" and bounces the mail
                help: change one of the aliases; \\name, with two backslashes, is the local user of that name

            """.ReplaceLineEndings("\n"),
            run.Output);
        Assert.Equal((1, "mapkit: 1 table, 1 error\n"), (run.Status, run.Error));
        Assert.Equal(["MK5207"], Codes(CommandRun.With("192.0.2.0/24 OK\n192.0.2.1/24 OK\n"u8.ToArray(), "lint", "cidr:-")));
    }

    [PeerTheory("sh", "mkfifo")]
    [InlineData("cat table | MAPKIT lint -f plain /dev/stdin", "/dev/stdin")]
    [InlineData("mkfifo pipe && { cat table > pipe & MAPKIT lint -f plain pipe; }", "pipe")]
    [InlineData("mkfifo pipe && { cat table > pipe & MAPKIT compile -o map pipe; } 2>&1", "pipe")]
    public void Findings_in_a_pipe_are_reported_without_its_lines(string script, string name)
    {
        _folder.Write("table", "a\nb 1\n");
        var run = Tool.Run("sh", "-c", $"cd {_folder.Path} && {script.Replace("MAPKIT", "timeout 60 " + string.Join(' ', Interruption.MapKitCommand.Line), StringComparison.Ordinal)}");
        Assert.StartsWith(
            $"{name}:1:1: error MK1004: \"a\" has no value; Postfix ignores this line\n    help: write the key, whitespace and the value on one line\n",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_part_of_a_long_line_around_the_finding_is_shown()
    {
        var hosts = string.Concat(Enumerable.Repeat("[mail.example.com]:25, ", 40));
        var run = Lint($"example.com smtp:{hosts}[mail.example.com]:0, {hosts}[mail.example.com]\n");
        var lines = run.Output.Split('\n');
        var before = ($"smtp:{hosts}[mail.example.com]:")[^100..];
        Assert.Equal($"    \u2026{before}0, {hosts[..56]}\u2026", Encoding.UTF8.GetString(run.OutputBytes).Split('\n')[1]);
        Assert.Equal($"    {new string(' ', 101)}^", lines[2]);
    }

    [Fact]
    public void Carets_are_aligned_below_wide_characters()
    {
        var run = Lint("\u65e5\u672c.example smtp:[mail.example.com]:0\n");
        Assert.Equal($"    {new string(' ', 37)}^", run.Output.Split('\n')[2]);
    }

    [Fact]
    public void The_configuration_says_whether_keys_are_UTF8_and_what_is_built()
    {
        var folder = PostfixConfiguration.Write(_folder.File("etc"), "smtputf8_enable = no\ndefault_database_type = lmdb\n");
        var source = _folder.Write("table", [0xFF, (byte)' ', (byte)'1', (byte)'\n', .. Enumerable.Repeat((byte)'k', 511), (byte)' ', (byte)'2', (byte)'\n']);
        Assert.Equal(["MK1002"], Codes(CommandRun.Of("lint", source)));
        Assert.Equal(["MK3002"], Codes(CommandRun.Of("lint", "-c", folder, source)));
    }

    [Fact]
    public void Compile_reports_the_same_findings_and_strict_stops_on_them()
    {
        var source = _folder.Write("table", "192.0.2.0/24 OK\na 1\n# mapkit: allow MK1005\nb: 1\n\n  2\n");
        var linted = CommandRun.Of("lint", source);
        var compiled = CommandRun.Of("compile", "--strict", source);
        Assert.Equal(["MK2006", "MK1013"], Codes(linted));
        Assert.Equal(Codes(linted), Codes(compiled.Error));
        Assert.Equal((1, false), (compiled.Status, File.Exists(source + ".db")));
        Assert.Equal(0, CommandRun.Of("compile", source).Status);
        Assert.Equal(["MK2006", "MK1013"], Codes(CommandRun.With(File.ReadAllBytes(source), "compile", "-o", _folder.File("out.db"), "-").Error));
    }

    [Theory]
    [InlineData("generic", "a@x.example b@x.example\nb@x.example c@x.example\n", "MK2801")]
    [InlineData("canonical", "a@x.example b@x.example\nb@x.example a@x.example\n", "MK2802")]
    [InlineData("virtual", "a@x.example b@x.example, root\nb@x.example a@x.example\n", "MK2802")]
    [InlineData("aliases", "joe: jane\njane: joe\n", "MK2804")]
    [InlineData("table", "a 1\nA 2\nb 3\nb 3\n", "MK3001 MK3001")]
    [InlineData("sasl_passwd", "[mail.example.com]:587 joe:secret\n", "MK4001")]
    public void Compile_reports_findings_about_several_lines_with_the_same_message(string name, string text, string codes)
    {
        var source = _folder.Write(name, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var linted = WithoutFormats(CommandRun.Of("lint", "--output-format", "json", source).Output);
        Assert.Equal(codes.Split(' '), Codes(CommandRun.Of("lint", source)));
        var compiled = CommandRun.Of("compile", "--json", "--strict", source);
        Assert.Equal(linted, string.Concat(compiled.Output.Split('\n')[..^2].Select(line => line + "\n")));
        Assert.Equal(linted.Contains("\"error\"", StringComparison.Ordinal) ? (1, false) : (0, true), (compiled.Status, File.Exists(source + ".db")));
        Assert.Equal(0, CommandRun.Of("compile", source).Status);
    }

    [Fact]
    public void Compile_of_several_tables_reports_findings_across_tables_at_the_end()
    {
        var transport = _folder.Write("transport", "x.example smtp:[r.example]:587\n");
        var passwords = _folder.Write("sasl_passwd", "r.example:587 joe:secret\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var compiled = CommandRun.Of("compile", transport, passwords);
        Assert.Equal(WithoutFormats(CommandRun.Of("lint", "--output-format", "json", transport, passwords).Output), CommandRun.Of("compile", "--json", transport, passwords).Output.Split('\n')[2] + "\n");
        Assert.Equal(0, compiled.Status);
        Assert.Equal(["MK4101"], Codes(compiled.Error));
        Assert.Empty(Codes(CommandRun.Of("compile", passwords).Error));

        var (first, second) = (_folder.Write("aliases", "joe: jane\n"), _folder.Write("aliases.more", "jane: joe\n"));
        Assert.Equal(["MK2804"], Codes(CommandRun.Of("compile", first, second).Error));
    }

    [Fact]
    public void Main_cf_and_master_cf_may_be_among_the_operands()
    {
        var transport = _folder.Write("transport", "example.com slwo:\n");
        var passwords = _folder.Write("sasl_passwd", "r.example:587 joe:secret\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var folder = PostfixConfiguration.Write(_folder.File("etc"), $"relayhost = [r.example]:587\nheader_checks = pcre:{_folder.File("checks")}\n");
        var checks = _folder.Write("checks", "/(?i)x/ OK\n/(/ OK\n");
        var main = Path.Combine(folder, "main.cf");
        var master = _folder.Write("master.cf", "smtp unix - - n - - smtp\n");
        Assert.Equal(["MK4101"], Codes(CommandRun.Of("lint", passwords, main, transport)));
        Assert.Equal(["MK2112"], Codes(CommandRun.Of("lint", master, transport)));
        Assert.Equal(["MK4101", "MK2112"], Codes(CommandRun.Of("lint", transport, passwords, main, master)));
        Assert.Equal(["MK5202"], Codes(CommandRun.Of("lint", checks, main)));
        File.Copy(master, Path.Combine(folder, "master.cf"));
        Assert.Equal(["MK4101", "MK2112"], Codes(CommandRun.Of("lint", "-c", folder, transport, passwords)));
        Assert.Equal((2, $"mapkit: error: {_folder.Path}/main.cf: open {_folder.Path}/main.cf: No such file or directory\n"), CommandRun.Of("lint", transport, _folder.File("main.cf")) is var run ? (run.Status, run.Error) : default);
    }

    [Fact]
    public void Tables_of_patterns_are_known_by_name_or_type()
    {
        var named = _folder.Write("client_access.cidr", "192.0.2.0/24 OK\n192.0.2.1/24 OK\n");
        Assert.Equal(["MK5207"], Codes(CommandRun.Of("lint", named)));
        Assert.Equal(["MK2006", "MK2006"], Codes(CommandRun.Of("lint", "hash:" + named)));
        var other = _folder.Write("networks", "192.0.2.0/24 OK\n");
        Assert.Equal(["MK2006"], Codes(CommandRun.Of("lint", other)));
        Assert.Equal((0, "", $"mapkit: note: {other}: format plain (no other is known)\nmapkit: 1 table, no findings\n"), CommandRun.Of("lint", "cidr:" + other) is var run ? (run.Status, run.Output, run.Error) : default);
        Assert.Equal(["MK2006"], Codes(CommandRun.Of("lint", "texthash:" + other)));
        Assert.Equal(2, CommandRun.Of("lint", "nosuchtype:" + other).Status);
        Assert.Equal(2, CommandRun.Of("lint", "pcre:" + _folder.File("none")).Status);
    }

    [Fact]
    [Trait(Category.Name, Category.Slow)]
    public void A_line_of_50_megabytes_and_one_of_many_continuations_are_checked_in_one_pass()
    {
        var long50 = _folder.Write("long", "a " + new string('v', 50_000_000) + "\nb\n");
        Assert.Equal(["MK1004"], Codes(CommandRun.Of("lint", long50)));
        var continued = _folder.Write("continued", "a 1\n" + string.Concat(Enumerable.Repeat("# c\n  2\n", 10_000)));
        Assert.Equal(10_000, Codes(CommandRun.Of("lint", "--output-format", "github", continued)).Length);
    }

    /// <summary>With MAPKIT_LONG_LINE=1000 it has a gigabyte.</summary>
    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("transport")]
    [InlineData("aliases")]
    [InlineData("access")]
    [InlineData("virtual")]
    [InlineData("sasl_passwd")]
    public void A_file_of_one_line_is_not_parsed_as_entries(string format)
    {
        var megabytes = int.TryParse(Environment.GetEnvironmentVariable("MAPKIT_LONG_LINE"), out var asked) ? asked : 20;
        var source = _folder.File("line");
        using (var file = File.Create(source))
        {
            file.Write("a: "u8);
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("(\"v, [", 1 << 17)));
            for (var i = 0; i < megabytes; i++) file.Write(block);
        }

        var clock = Stopwatch.StartNew();
        var run = CommandRun.Of("lint", "-f", format, source);
        Assert.Equal(1, run.Status);
        Assert.InRange(run.Output.Length, 1, 2000);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5 + megabytes);
    }

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("joe: {0}{1} jane\n")]
    [InlineData("joe: {0} jane\n")]
    [InlineData("{0}{1}joe: jane\n")]
    [InlineData("joe: \"{0}{1}\"\n")]
    public void Nested_comments_need_no_stack(string line)
    {
        const int Depth = 400_000;
        var source = _folder.Write("aliases", string.Format(CultureInfo.InvariantCulture, line, new string('(', Depth), new string(')', Depth)));
        var clock = Stopwatch.StartNew();
        Assert.InRange(CommandRun.Of("lint", source).Status, 0, 1);
        Assert.Equal(0, CommandRun.Of("compile", source).Status);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void Binary_and_empty_files_are_accepted()
    {
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        Assert.Equal(1, CommandRun.Of("lint", _folder.Write("bytes", bytes)).Status);
        Assert.Equal((0, ""), CommandRun.Of("lint", _folder.Write("empty", "")) is var run ? (run.Status, run.Output) : default);
    }

    [Theory]
    [InlineData("transport")]
    [InlineData("generic")]
    [InlineData("aliases")]
    [InlineData("sasl_passwd")]
    public void The_seed_tables_have_no_finding(string table)
    {
        var source = _folder.Write(table, File.ReadAllBytes(RepositoryFiles.Path("testdata", "seed", table)));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal((0, ""), CommandRun.Of("lint", source) is var run ? (run.Status, run.Output) : default);
    }

    private static string[] Codes(CommandRun run) => Codes(run.Output);

    private static string[] Codes(string text) =>
        [.. System.Text.RegularExpressions.Regex.Matches(text, "(?<=(error|warning|info|title=) ?)MK[0-9]{4}").Select(match => match.Value)];

    private CommandRun Lint(string text, params string[] options) => CommandRun.Of(["lint", .. options, _folder.Write("transport", text)]);

    [PeerFact("mkfifo")]
    public void A_pipe_is_read_once()
    {
        var pipe = _folder.File("transport");
        Assert.Equal(0, Tool.Run("mkfifo", pipe).ExitCode);
        using var writer = Process.Start("sh", ["-c", "printf 'owner-x: joe\\na\\n' > \"$0\"", pipe]);

        // To open it a second time would be to wait for ever.
        var work = Task.Run(() => CommandRun.Of("lint", "--level", "info", "-f", "aliases", pipe));
        Assert.True(work.Wait(TimeSpan.FromMinutes(1)));
        var run = work.Result;
        writer.WaitForExit();
        Assert.Equal(
            """
            T:1:1: info MK2806: owner-x is the owner of a list x, which has no alias in this file; Postfix uses it as an ordinary alias
                help: H
            T:2:1: error MK1007: expected name: value; Postfix ignores this line
                help: H

            """.ReplaceLineEndings("\n"),
            Masked(run.Output));
        Assert.Equal((1, "mapkit: 1 table, 1 error, 1 info\n"), (run.Status, run.Error));
    }

    [Fact]
    public void A_table_that_is_linted_as_checks_has_patterns()
    {
        var table = _folder.Write("rules", "/^Subject: x/ REJCT\n/^X-Note:/ IGNORE\n");
        Assert.Equal(["MK2911"], Codes(CommandRun.Of("lint", "-f", "header_checks", table)));
        Assert.NotEqual(["MK2911"], Codes(CommandRun.Of("lint", "-f", "header_checks", "hash:" + table)));
    }

    [Fact]
    public void The_format_is_named_with_what_decided_it()
    {
        var (table, transport) = (_folder.Write("table", "x.example smtp:\n"), _folder.Write("transport", "x.example smtp:\n"));
        _folder.Write("main.cf", $"smtp_generic_maps = hash:{table}\n");
        Assert.Equal("mapkit: note: T: format generic (smtp_generic_maps in D/main.cf)\n", Note(table, "-c", _folder.Path));
        Assert.Equal("mapkit: note: T: format transport (the file name)\n", Note(transport));
        Assert.Equal("mapkit: note: T: format plain (no other is known)\n", Note(table));
        var (_, output, _) = CommandRun.Of("compile", "--json", "-c", _folder.Path, table) is var run ? (run.Status, run.Output, run.Error) : default;
        Assert.Contains($"\"format\":\"generic\",\"formatFrom\":\"smtp_generic_maps in {_folder.Path}/main.cf\"", output, StringComparison.Ordinal);
        Assert.Contains("\"format\":\"plain\",\"formatFrom\":\"-f\"", CommandRun.Of("compile", "--json", "-f", "plain", transport).Output, StringComparison.Ordinal);
        Assert.Contains("{\"kind\":\"format\",\"table\":\"" + table + "\",\"format\":\"generic\"", CommandRun.Of("lint", "--output-format", "json", "-c", _folder.Path).Output, StringComparison.Ordinal);

        string Note(string source, params string[] arguments) =>
            string.Concat(CommandRun.Of(["lint", .. arguments, source]).Error.Split('\n').Where(line => line.Contains(": format ", StringComparison.Ordinal)).Select(line => line.Replace(source, "T", StringComparison.Ordinal).Replace(_folder.Path, "D", StringComparison.Ordinal) + "\n"));
    }

    /// <summary>The findings alone.</summary>
    private static string WithoutFormats(string output) => string.Concat(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("{\"kind\":\"format\",\"table\":", StringComparison.Ordinal)).Select(line => line + "\n"));

    private string Masked(string output) => System.Text.RegularExpressions.Regex.Replace(
        output.Replace(_folder.File("transport"), "T", StringComparison.Ordinal), "(?m)^    help: .*$", "    help: H");
}
