using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A wrong command line, or a file that is not there: one line that says what is wrong.</summary>
public sealed class UsageErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("frob", "no such verb: frob; mapkit help lists them")]
    [InlineData("comple x y", "no such verb: comple; did you mean compile?")]
    [InlineData("stauts", "no such verb: stauts; did you mean status?")]
    [InlineData("--bogus", "no such option: --bogus; options follow the verb: mapkit help lists the verbs")]
    [InlineData("dump", "MAP is missing; see mapkit help dump")]
    [InlineData("dump a b", "unexpected: b; see mapkit help dump")]
    [InlineData("diff a", "B is missing; see mapkit help diff")]
    [InlineData("lint --output-format xml a", "--output-format xml: must be text, json, sarif, github, checkstyle or gitlab; see mapkit help lint")]
    [InlineData("compile -f trasnport a", "--format trasnport: did you mean transport?")]
    [InlineData("compile --fromat transport a", "no such option: --fromat; did you mean --format? (write -- before operands that start with a dash)")]
    [InlineData("compile --dry-run a", "no such option: --dry-run; did you mean --check? (write -- before operands that start with a dash)")]
    [InlineData("compile -n a", "no such option: -n; did you mean --check? (write -- before operands that start with a dash)")]
    [InlineData("graph --format svg", "no such option: --format; did you mean --output-format? (write -- before operands that start with a dash)")]
    [InlineData("lint -f sarif a", "--format sarif: did you mean --output-format sarif?")]
    [InlineData("compile -t hahs a", "-t hahs: no such map type; did you mean hash?")]
    [InlineData("compile -t , a", "-t \",\": names no map type; mapkit builds hash, btree, lmdb, cdb")]
    [InlineData("compile --type a", "SOURCE is missing (a was taken as the value of --type); see mapkit help compile")]
    [InlineData("compile --nul yes --nul no a", "--nul: is given 2 times; give it once; see mapkit help compile")]
    [InlineData("graph --limit x", "--limit x: must be a whole number; see mapkit help graph")]
    [InlineData("explain joe@example.com", "FORMAT joe@example.com: is an address, and the format comes first: mapkit explain delivery joe@example.com; see mapkit help explain")]
    [InlineData("get a b", "no such verb: get; did you mean query?")]
    [InlineData("lint --ignore MK9999 a", "--ignore: no such rule: MK9999; mapkit rule lists them")]
    [InlineData("rule mk9999", "no such rule: mk9999; mapkit rule lists them")]
    [InlineData("help compile --nosuch", "no such option: --nosuch; mapkit help has none: mapkit help compile")]
    [InlineData("help compile session", "unexpected: session; mapkit help compile has no such part")]
    [InlineData("help explain session more", "unexpected: more; mapkit help explain has no such part")]
    [InlineData("help postmap -q", "no such option: -q; mapkit help has none: mapkit help postmap")]
    [InlineData("graph --output-format json -o g.svg", "--output g.svg: the name tells svg, and the options json: change one of them", true)]
    [InlineData("query -x a b", "no such option: -x; see mapkit help query (write -- before operands that start with a dash)")]
    [InlineData("lint --level x a", "--level x: must be error, warning or info; see mapkit help lint")]
    [InlineData("compile a -o", "--output: the value is missing; see mapkit help compile")]
    [InlineData("explain foo a", "FORMAT foo: is not one of those that the help lists; see mapkit help explain")]
    public void A_wrong_command_line_is_one_line(string line, string message, bool isJson = false)
    {
        var run = CommandRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal($"mapkit: error: {message}\n", run.Error);
        Assert.Equal((2, isJson ? $$"""{"kind":"error","message":"{{message}}"}""" + "\n" : ""), (run.Status, run.Output));
    }

    [Theory]
    [InlineData("lint --json --output-format sarif a", "--output-format sarif")]
    [InlineData("explain --json --output-format html transport a", "--output-format html")]
    [InlineData("dump --json --as text a", "--as text")]
    public void Two_output_formats_are_refused(string line, string other)
    {
        var run = CommandRun.Of(line.Split(' '));
        Assert.Equal((2, $"mapkit: error: --json and {other} are two output formats: give one of them\n"), (run.Status, run.Error));
    }

    [Theory]
    [InlineData("compile -c DIR t")]
    [InlineData("lint -c DIR t")]
    [InlineData("query -c DIR a hash:t")]
    [InlineData("set -c DIR t a b")]
    [InlineData("fmt -c DIR t")]
    [InlineData("diff -c DIR t t.db")]
    [InlineData("status -c DIR")]
    [InlineData("migrate -c DIR")]
    [InlineData("explain -c DIR delivery a@example.com")]
    [InlineData("crosscheck -c DIR t")]
    [InlineData("publish -c DIR --to dbname=x")]
    public void A_folder_without_a_configuration_is_worded_alike(string line)
    {
        var table = _folder.Write("t", "a b\n");
        CommandRun.Of("compile", "-t", "hash", table);
        foreach (var (folder, problem) in new[] { (_folder.File("none"), "no such folder"), (_folder.Path, "there is no main.cf in this folder") })
        {
            var words = line.Split(' ').Select(word => word switch { "DIR" => folder, "t" => table, "t.db" => table + ".db", "hash:t" => "hash:" + table, _ => word }).ToArray();
            Assert.Equal((2, $"mapkit: error: -c {folder}: {problem}\n"), (CommandRun.Of(words).Status, CommandRun.Of(words).Error));
        }
    }

    [Fact]
    public void Help_explains_a_drop_in()
    {
        var run = CommandRun.Of("help", "postmap");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("Usage: mapkit postmap", run.Output, StringComparison.Ordinal);
        Assert.Contains("MAPKIT_POSTFIX_VERSION", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_missing_arguments_are_several_lines() => Assert.Equal(
        "mapkit: error: FORMAT is missing; see mapkit help explain\nmapkit: error: ADDRESS is missing; see mapkit help explain\n", CommandRun.Of("explain").Error);

    [Theory]
    [InlineData("lint FILE", "1 source not checked", true)]
    [InlineData("lint FILE FILE", "2 sources not checked", true)]
    [InlineData("test FILE", "", false)]
    [InlineData("compile FILE", "", false)]
    [InlineData("dump FILE.db", "", false)]
    [InlineData("set FILE a b", "", false)]
    public void A_missing_file_does_not_read_like_success(string line, string summary, bool hasSummary)
    {
        var run = CommandRun.Of(line.Replace("FILE", _folder.File("nothere"), StringComparison.Ordinal).Split(' '));
        Assert.Equal(2, run.Status);
        Assert.Contains("nothere", run.Error, StringComparison.Ordinal);
        Assert.Contains(": no such file\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no findings", run.Error, StringComparison.Ordinal);
        if (hasSummary) Assert.EndsWith($"mapkit: 0 tables, {summary}\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_beside_a_missing_one_is_counted()
    {
        var run = CommandRun.Of("lint", _folder.File("nothere"), _folder.Write("t", "a 1\n"));
        Assert.EndsWith("mapkit: 1 table, 1 source not checked, no findings\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compile hash:LINK")]
    [InlineData("set LINK a b")]
    [InlineData("test LINK")]
    [InlineData("lint LINK")]
    [InlineData("dump LINK.db")]
    [InlineData("convert LINK.db cdb:other")]
    public void A_dangling_link_is_named_as_one(string line)
    {
        if (OperatingSystem.IsWindows()) return;
        File.CreateSymbolicLink(_folder.File("link"), "gone");
        File.CreateSymbolicLink(_folder.File("link.db"), "gone");
        var run = CommandRun.Of(line.Replace("LINK", _folder.File("link"), StringComparison.Ordinal).Split(' '));
        Assert.Equal(2, run.Status);
        Assert.Contains("no such file; it is a symbolic link to gone\n", run.Error, StringComparison.Ordinal);
    }

    [PeerFact("mkfifo")]
    public void A_pipe_in_place_of_a_map_is_not_an_empty_map()
    {
        Assert.Equal(0, Tool.Run("mkfifo", _folder.File("f.db")).ExitCode);
        var run = CommandRun.Of("compile", "-t", "hash", "-o", _folder.File("f.db"), _folder.Write("t", "a 1\n"));
        Assert.Equal(2, run.Status);
        Assert.DoesNotContain("the file is empty", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status -c FOLDER")]
    [InlineData("explain transport a -c FOLDER")]
    [InlineData("lint FOLDER/main.cf")]
    [InlineData("crosscheck -c FOLDER FOLDER/t")]
    [InlineData("compile -c FOLDER FOLDER/t")]
    public void A_quote_in_a_path_is_shown(string line)
    {
        foreach (var name in new[] { "it's", "a dir's", "say \"x\"" })
        {
            var folder = Path.Combine(_folder.Path, name);
            string Error() => CommandRun.Of([.. line.Split(' ').Select(word => word.Replace("FOLDER", folder, StringComparison.Ordinal))]).Error;
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "t"), "a 1\n");
            Assert.Contains(line.Contains("-c", StringComparison.Ordinal) ? $"-c {folder}: there is no main.cf in this folder" : $"open {folder}/main.cf: No such file or directory", Error(), StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "main.cf"), "secret\n");

            // For lint such a line is a finding.
            if (!line.StartsWith("lint", StringComparison.Ordinal)) Assert.Contains($"{folder}/main.cf, line 1: missing '=' after attribute name: ****", Error(), StringComparison.Ordinal);
        }
    }
}
