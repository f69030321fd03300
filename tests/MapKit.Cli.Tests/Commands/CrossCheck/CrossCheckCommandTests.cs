using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands.CrossCheck;

/// <summary>The verb against programs that are not Postfix's, so that they differ as a test wants.</summary>
public sealed partial class CrossCheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CrossCheckPeers _peers = new();
    private readonly string _configuration;

    public CrossCheckCommandTests() => _configuration = PostfixConfiguration.Write(_folder.File("etc"));

    public void Dispose()
    {
        _folder.Dispose();
        _peers.Dispose();
    }

    [Fact]
    public void Every_difference_is_reported()
    {
        var source = _folder.Write("table", "only 1\nsame 2\nvalue 3\nbad\n");
        var postmap = _peers.Postmap($"echo \"$me: warning: $source, line 4: strange\" >&2; cp {Map("hash", "same 2\nvalue 4\n\u00E9 5\n")} \"$map\"; exit 3");
        var run = Run("--postmap", postmap, source);
        Assert.Equal(
            $"""
            hash:{source}: differs (mapkit: 3 records, T ms; postmap 3.7.11: 3 records, T ms)
                exit status: mapkit 0, postmap 3.7.11 3
                message missing: postmap: warning: {source}, line 4: strange
                message extra: postmap: warning: {source}, line 4: expected format: key whitespace value
                record extra: "only\x00" "1\x00"
                record differs: "value\x00": mapkit "3\x00", postmap 3.7.11 "4\x00"
                record missing: "é\x00" "5\x00"
                records: 1 missing, 1 extra, 1 with another value

            """.ReplaceLineEndings("\n"),
            Shown(run));
        Assert.Equal((1, ""), (run.Status, run.Error));
    }

    [Fact]
    public void Json_has_the_same_differences()
    {
        var source = _folder.Write("table", "only 1\nsame 2\nvalue 3\nbad\n");
        var postmap = _peers.Postmap($"echo \"$me: warning: $source, line 4: strange\" >&2; cp {Map("hash", "same 2\nvalue 4\nmore 5\n")} \"$map\"; exit 3");
        var run = Run("--json", "--postmap", postmap, source);
        Assert.Equal(
            $$$"""{"kind":"crosscheck","source":"{{{source}}}","type":"hash","outcome":"differs","reference":"postmap 3.7.11","mapkit":{"exitStatus":0,"suffix":".db","records":3,"bytes":12288,"milliseconds":T},"peer":{"exitStatus":3,"suffix":".db","records":3,"bytes":12288,"milliseconds":T},"differingMessages":2,"messages":[{"kind":"missing","text":"postmap: warning: {{{source}}}, line 4: strange"},{"kind":"extra","text":"postmap: warning: {{{source}}}, line 4: expected format: key whitespace value"}],"missingRecords":1,"extraRecords":1,"differingRecords":1,"records":[{"kind":"missing","key":"more\u0000","peerValue":"5\u0000"},{"kind":"extra","key":"only\u0000","value":"1\u0000"},{"kind":"differs","key":"value\u0000","value":"3\u0000","peerValue":"4\u0000"}]}""" + "\n",
            Shown(run));
        Assert.Equal((1, ""), (run.Status, run.Error));
    }

    [Fact]
    public void The_first_twenty_records_are_listed()
    {
        var source = _folder.Write("table", string.Concat(Enumerable.Range(10, 25).Select(i => $"k{i} v\n")));
        var run = Run("--postmap", _peers.Postmap(":"), source);
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(
            ["    map: mapkit .db, postmap 3.7.11 none", "    record extra: \"k10\\x00\" \"v\\x00\"", "    record extra: \"k29\\x00\" \"v\\x00\"", "    ... and 5 more records", "    records: 0 missing, 25 extra, 0 with another value"],
            [lines[1], lines[2], .. lines[^3..]]);
    }

    [Fact]
    public void Bytes_of_a_cdb_that_differ_are_reported()
    {
        var source = _folder.Write("table", "a 1\nb 2\n");
        var run = Run("--postmap", _peers.Postmap($"cp {Map("cdb", "b 2\na 1\n")} \"$map\""), "cdb:" + source);
        Assert.Matches("^cdb:.*: differs .*\n    the records are the same, in another order\n    bytes: 2100 and 2100, first difference at [0-9]+\n$", run.Output);
        Assert.Equal(1, run.Status);
    }

    [Fact]
    public void No_report_about_a_credential_table_contains_a_secret()
    {
        var source = _folder.Write(
            "sasl_passwd",
            "relay.example.com:587 user:hunter2\n[mx.example.com]:submission user:hunter2\nuser:hunter2 relay.example.com\nu@example.com:99hunter2 x\nhunter2\n\"hunter2\n# \u00FF\n");
        File.AppendAllText(source, "k hunter2\xFF\n", System.Text.Encoding.Latin1);
        var map = Map("hash", "relay.example.com:587 user:hunter3\nother.example.com user:hunter4\n");
        var postmap = _peers.Postmap($"echo \"$me: warning: $source, line 9: hunter 'hunter2' and \\\"hunter2\\\"\" >&2; cp {map} \"$map\"");
        foreach (var json in new[] { "--", "--json" })
        {
            var run = Run([.. json == "--" ? Array.Empty<string>() : [json], "--postmap", postmap, source]);
            Assert.Equal(1, run.Status);
            Assert.DoesNotMatch("hunter[0-9]", run.Output + run.Error);
            Assert.Contains("relay.example.com:587", run.Output, StringComparison.Ordinal);
            Assert.Contains("other.example.com", run.Output, StringComparison.Ordinal);
            Assert.Contains(", line 9: hunter ****", run.Output, StringComparison.Ordinal);
            Assert.Contains("non-UTF-8 input ****", run.Output, StringComparison.Ordinal);
        }

        Assert.Contains("user:hunter3", Run("--show-secrets", "--postmap", postmap, source).Output, StringComparison.Ordinal);
        var reasons = Run("--postmap", _peers.Postmap("echo \"$me: fatal: unsupported dictionary type: 'hunter2'\" >&2; exit 1"), source);
        Assert.DoesNotContain("hunter2", reasons.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_tool_the_message_names_the_package()
    {
        var source = _folder.Write("table", "a 1\n");
        Assert.Equal(
            (2, "", "mapkit: error: nothing to check against: there is no postmap on PATH or in /usr/sbin; install Postfix (Debian: apt install postfix postfix-lmdb postfix-cdb), or give its path with --postmap PATH\n"),
            Outcome(Run("--with", "postfix", source)));
        Assert.Equal(
            (2, "", "mapkit: error: nothing to check against: there is no postalias on PATH or in /usr/sbin; install Postfix (Debian: apt install postfix postfix-lmdb postfix-cdb), or give its path with --postalias PATH\n"),
            Outcome(Run("--with", "postfix", "-f", "aliases", source)));
        Assert.Equal((2, "", "mapkit: error: /none/postmap: no such file\n"), Outcome(Run("--postmap", "/none/postmap", source)));
    }

    [Fact]
    public void A_type_that_the_tool_does_not_build_is_trouble_and_the_others_are_checked()
    {
        var source = _folder.Write("table", "a 1\n");
        var postmap = _peers.Postmap($"[ $type = hash ] && {{ echo \"$me: fatal: unsupported dictionary type: hash. Is the postfix-hash package installed?\" >&2; exit 1; }}; cp {Map("lmdb", "a 1\n")} \"$map\"");
        var run = Run("-t", "hash,lmdb", "--postmap", postmap, source);
        Assert.Equal(
            (2, $"lmdb:{source}: same (mapkit: 1 record, T ms; postmap 3.7.11: 1 record, T ms)\n", $"mapkit: error: hash:{source}: nothing to check against: postmap 3.7.11 does not build this type (postmap: fatal: unsupported dictionary type: hash. Is the postfix-hash package installed?)\n"),
            Outcome(run));
        var json = Run("--json", "-t", "hash", "--postmap", postmap, source);
        Assert.Equal(
            (2, $$"""{"kind":"crosscheck","source":"{{source}}","type":"hash","outcome":"not checked","reference":"postmap 3.7.11","reason":"postmap: fatal: unsupported dictionary type: hash. Is the postfix-hash package installed?"}""" + "\n", ""),
            Outcome(json));
    }

    [Theory]
    [InlineData("3.7.11", "\"joe b\\x00\"")]
    [InlineData("3.6-RC1", "\"joe b\\x00\"")]
    [InlineData("3.12-20260821", "\"\"joe b\"\\x00\"")]
    [InlineData(null, "\"\"joe b\"\\x00\"")]
    public void Alias_names_have_the_form_of_the_installed_version(string? version, string key)
    {
        using var peers = new CrossCheckPeers(version);
        var run = Run("--postalias", peers.Postalias(":"), _folder.Write("aliases", "\"joe b\": x\n"));
        Assert.Equal(
            [$"    record extra: {key} \"x\\x00\"", "    record extra: \"@\\x00\" \"@\\x00\""],
            run.Output.Split('\n').Where(line => line.Contains("record extra", StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal).OrderBy(line => line.Contains("\"@", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_configuration_says_which_type_is_the_default_and_must_be_there()
    {
        var source = _folder.Write("table", "a 1\n");
        var cdb = PostfixConfiguration.Write(_folder.File("cdb"), "default_database_type = cdb\n");
        var run = CommandRun.In(Variable, [], "crosscheck", "-c", cdb, "--postmap", _peers.Postmap(":"), source);
        Assert.StartsWith($"cdb:{source}: differs", run.Output, StringComparison.Ordinal);
        var none = CommandRun.In(Variable, [], "crosscheck", "-c", _folder.File("none"), "--postmap", _peers.Postmap(":"), source);
        Assert.Equal((2, "", $"mapkit: error: -c {_folder.File("none")}: no such folder\n"), Outcome(none));
    }

    [Fact]
    public void The_other_sources_are_checked_after_an_unreadable_one()
    {
        var source = _folder.Write("table", "a 1\n");
        var run = Run("--postmap", _peers.Postmap($"cp {Map("hash", "a 1\n")} \"$map\""), _folder.File("no"), source, "-");
        Assert.Equal(
            (2, $"hash:{source}: same (mapkit: 1 record, T ms; postmap 3.7.11: 1 record, T ms)\n", $"mapkit: error: {_folder.File("no")}: no such file\nmapkit: error: standard input cannot be read twice: name a file\n"),
            Outcome(run));
        Assert.Equal(2, Run("-t", "hash", "cdb:" + source).Status);
        Assert.Equal([source], Directory.GetFiles(_folder.Path, "table*"));
    }

    [Fact]
    public void A_tool_that_cannot_be_run_is_trouble()
    {
        var source = _folder.Write("table", "a 1\n");
        var run = Run("--postmap", _folder.Write("no-program", "x"), source);
        Assert.Equal(2, run.Status);
        Assert.StartsWith($"mapkit: error: {_folder.File("no-program")}: cannot be run: ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A map of other entries, made by the command.</summary>
    private string Map(string type, string entries)
    {
        var map = _folder.File("prepared." + type);
        Assert.Equal(0, CommandRun.With(System.Text.Encoding.UTF8.GetBytes(entries), "compile", "-t", type, "-f", "plain", "-o", map, "-").Status);
        return map;
    }

    private CommandRun Run(params string[] arguments) => CommandRun.In(Variable, [], ["crosscheck", "-c", _configuration, .. arguments]);

    /// <summary>No tool is found unless it is named.</summary>
    private static string? Variable(string name) => name == "PATH" ? "" : null;

    private static (int Status, string Output, string Error) Outcome(CommandRun run) => (run.Status, Shown(run), run.Error);

    private static string Shown(CommandRun run) =>
        Milliseconds().Replace(Time().Replace(System.Text.Encoding.UTF8.GetString(run.OutputBytes), "T ms"), "\"milliseconds\":T");

    [GeneratedRegex("[0-9.]+ ms")]
    private static partial Regex Time();

    [GeneratedRegex("\"milliseconds\":[0-9.]+")]
    private static partial Regex Milliseconds();
}
