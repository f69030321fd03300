using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

public sealed partial class CompileCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_source_becomes_a_map_and_the_second_time_it_is_unchanged()
    {
        var source = _folder.Write("transport", "example.com smtp:[relay.example.net]:587\n");
        var first = CommandRun.Of("compile", source);
        Assert.Equal((0, ""), (first.Status, first.Error));
        Assert.Equal($"{source}.db: written (hash, 1 record, 12288 bytes, T ms)\n", Time().Replace(first.Output, "T ms"));
        var second = CommandRun.Of("compile", source);
        Assert.Equal($"{source}.db: unchanged (hash, 1 record, 12288 bytes, T ms)\n", Time().Replace(second.Output, "T ms"));
        Assert.Equal(0, second.Status);
    }

    [Fact]
    public void A_table_above_the_memory_limit_is_sorted_on_disk()
    {
        var source = _folder.Write("table", "b 2\na 1\nb 3\n");
        var run = CommandRun.Of("compile", "--memory", "1K", "cdb:" + source);
        Assert.Equal(0, run.Status);
        Assert.StartsWith($"{source}.cdb: written (cdb, 2 records, ", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            $"""
            {source}:3:1: error MK3001: duplicate key "b", also on line 1 with another value; Postfix keeps line 1 and ignores this line
                help: remove one of lines 1 and 3
            mapkit: note: {source}: the records were sorted on disk because they did not fit in memory; the rules that compare records were not checked

            """.ReplaceLineEndings("\n"),
            run.Error);
        Assert.Equal("b\t2\na\t1\n", CommandRun.Of("dump", source + ".cdb").Output);
    }

    [Theory]
    [InlineData("12Q")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("-1")]
    [InlineData("1.5G")]
    [InlineData("9000000000G")]
    public void An_invalid_size_is_refused(string size)
    {
        var source = _folder.Write("table", "a 1\n");
        var run = CommandRun.Of("compile", "--memory", size, source);
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Contains($"--memory {size}: give a number of bytes, optionally followed by K, M, G or T, such as 500M", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(source + ".db"));
    }

    [Theory]
    [InlineData("1024", 1L << 10)]
    [InlineData("3k", 3L << 10)]
    [InlineData("500M", 500L << 20)]
    [InlineData("2G", 2L << 30)]
    [InlineData("1T", 1L << 40)]
    [InlineData(null, null)]
    public void A_memory_size_may_have_a_unit(string? text, long? bytes) => Assert.Equal(bytes, MapKit.Cli.Commands.Options.MemoryOption.Read(text));

    [Theory]
    [InlineData("hash", ".db")]
    [InlineData("btree", ".db")]
    [InlineData("lmdb", ".lmdb")]
    [InlineData("cdb", ".cdb")]
    public void The_type_may_stand_before_the_source(string type, string suffix)
    {
        var source = _folder.Write("table", "a 1\n");
        Assert.Equal(0, CommandRun.Of("compile", $"{type}:{source}").Status);
        Assert.Equal("1\n", CommandRun.Of("query", "a", $"{type}:{source}").Output);
        Assert.Equal([source, source + suffix], Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void Several_types_are_compiled_in_one_run()
    {
        var source = _folder.Write("table", "a 1\n");
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash,lmdb,cdb", source).Status);
        Assert.Equal(["table", "table.cdb", "table.db", "table.lmdb"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Findings_name_the_place_and_do_not_stop_the_work()
    {
        var source = _folder.Write("table", "a 1\nb\nA 2\n");
        var run = CommandRun.Of("compile", source);
        Assert.Equal(0, run.Status);
        Assert.Equal(
            $"""
            {source}:2:1: error MK1004: "b" has no value; Postfix ignores this line
                help: write the key, whitespace and the value on one line
            {source}:3:1: error MK3001: duplicate key "A", the same as "a" on line 1 (both are stored as "a"), with another value; Postfix keeps line 1 and ignores this line
                help: remove one of lines 1 and 3

            """.ReplaceLineEndings("\n"),
            run.Error);
        Assert.Equal("a\t1\n", CommandRun.Of("dump", source + ".db").Output);
    }

    [Fact]
    public void Strict_writes_nothing_when_there_is_an_error()
    {
        var source = _folder.Write("table", "a 1\nb\n");
        var run = CommandRun.Of("compile", "--strict", source);
        Assert.Equal(1, run.Status);
        Assert.EndsWith($"mapkit: error: {source}.db: not written, because of the errors above\n", run.Error, StringComparison.Ordinal);
        Assert.Equal([source], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Check_reports_the_change_and_writes_nothing()
    {
        var source = _folder.Write("table", "a 1\n");
        Assert.Equal(1, CommandRun.Of("compile", "--check", source).Status);
        Assert.Equal([source], Directory.GetFiles(_folder.Path));
        CommandRun.Of("compile", source);
        Assert.Equal(0, CommandRun.Of("compile", "--check", source).Status);
        _folder.Write("table", "a 2\n");
        var before = File.ReadAllBytes(source + ".db");
        Assert.Equal(1, CommandRun.Of("compile", "--check", source).Status);
        Assert.Equal(before, File.ReadAllBytes(source + ".db"));
    }

    [Theory]
    [InlineData("first", 0, "1")]
    [InlineData("last", 0, "2")]
    [InlineData("error", 1, null)]
    public void The_duplicates_option_decides_which_entry_is_stored(string policy, int status, string? value)
    {
        var source = _folder.Write("table", "a 1\nA 2\n");
        Assert.Equal(status, CommandRun.Of("compile", "--duplicates", policy, source).Status);
        Assert.Equal(value is not null, File.Exists(source + ".db"));
        if (value is not null) Assert.Equal(value + "\n", CommandRun.Of("query", "a", source).Output);
    }

    [Fact]
    public void Only_duplicates_stop_the_work_when_duplicates_are_errors()
    {
        var source = _folder.Write("table", "a 1\nno-value\n");
        Assert.Equal(0, CommandRun.Of("compile", "--duplicates", "error", source).Status);
        Assert.True(File.Exists(source + ".db"));
    }

    [Fact]
    public void A_key_that_does_not_fit_is_trouble_also_when_strict() =>
        Assert.Equal(2, CommandRun.Of("compile", "--strict", "lmdb:" + _folder.Write("table", $"{new string('k', 511)} 2\n")).Status);

    [Fact]
    public void An_alias_without_a_name_is_stored_in_both_forms_in_every_type_and_beside_any_other()
    {
        var source = _folder.Write("aliases", "\"\": nobody\n");
        CommandRun.Of("compile", "-t", "hash", source);
        var alone = File.ReadAllBytes(source + ".db");
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash,lmdb", source).Status);
        Assert.Equal(alone, File.ReadAllBytes(source + ".db"));
        Assert.Equal("\tnobody\n\"\"\tnobody\n@\t@\n", CommandRun.Of("dump", source + ".lmdb").Output);
        var refused = CommandRun.Of("compile", "--nul", "no", "lmdb:" + source);
        Assert.Equal(2, refused.Status);
        Assert.StartsWith($"{source}:1:1: error MK3003: an lmdb map cannot hold an empty key; no map of that type can be made\n", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_gives_an_object_a_line()
    {
        var source = _folder.Write("table", "b\na 1\n");
        var run = CommandRun.Of("compile", "--json", source);
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(
            $$"""{"kind":"finding","path":"{{source}}","line":1,"column":1,"endColumn":2,"severity":"error","code":"MK1004","message":"\"b\" has no value; Postfix ignores this line","help":"write the key, whitespace and the value on one line"}""",
            lines[0]);
        Assert.Matches($$"""^{"kind":"map","source":"{{source}}","map":"{{source}}.db","type":"hash","format":"plain","formatFrom":"no other is known","outcome":"written","records":1,"bytes":12288,"milliseconds":[0-9.]+}$""", lines[1]);
        Assert.Equal(("", 2), (run.Error, lines.Length));
    }

    [Fact]
    public void Standard_input_needs_an_output()
    {
        var run = CommandRun.With("a 1\n"u8.ToArray(), "compile", "-");
        Assert.Equal((2, "mapkit: error: standard input has no name for the map: give -o FILE\n"), (run.Status, run.Error));
        var map = _folder.File("out.cdb");
        Assert.Equal(0, CommandRun.With("a 1\n"u8.ToArray(), "compile", "-t", "cdb", "-o", map, "-").Status);
        Assert.Equal("a\t1\n", CommandRun.Of("dump", map).Output);
    }

    [Fact]
    public void An_empty_source_gives_a_valid_empty_map()
    {
        var source = _folder.Write("table", "");
        Assert.Equal(0, CommandRun.Of("compile", source).Status);
        var dump = CommandRun.Of("dump", source + ".db");
        Assert.Equal((0, "", ""), (dump.Status, dump.Output, dump.Error));
    }

    [Fact]
    public void A_missing_source_a_folder_and_a_missing_output_folder_are_reported()
    {
        Assert.Equal((2, $"mapkit: error: {_folder.File("no")}: no such file\n"), StatusAndError("compile", _folder.File("no")));
        Assert.Equal((2, $"mapkit: error: {_folder.Path}: is a directory, not a table\n"), StatusAndError("compile", _folder.Path));
        var source = _folder.Write("table", "a 1\n");
        var (status, error) = StatusAndError("compile", "-o", _folder.File("missing/table.db"), source);
        Assert.Equal(2, status);
        Assert.StartsWith("mapkit: error: ", error, StringComparison.Ordinal);
        Assert.Contains("missing", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_lmdb_key_that_is_too_long_names_its_line_and_writes_nothing()
    {
        var source = _folder.Write("table", $"a 1\n{new string('k', 511)} 2\n");
        var run = CommandRun.Of("compile", "lmdb:" + source);
        Assert.Equal(2, run.Status);
        Assert.StartsWith($"{source}:2:1: error MK3002: the key takes 512 bytes in the map and lmdb holds at most 511; no map of that type can be made\n", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(source + ".lmdb"));
        var fits = _folder.Write("fits", $"a 1\n{new string('k', 510)} 2\n");
        Assert.Equal(0, CommandRun.Of("compile", "lmdb:" + fits).Status);
    }

    [Fact]
    public void No_message_about_a_credential_table_contains_the_secret()
    {
        var source = _folder.Write("sasl_passwd", "relay.example.net hunter2\nhunter2\n[bad user:hunter2\nrelay.example.net user:hunter2\n");
        foreach (var run in new[] { CommandRun.Of("compile", source), CommandRun.Of("compile", "--json", source), CommandRun.Of("dump", source + ".db"), CommandRun.Of("dump", "--json", source + ".db") })
        {
            Assert.DoesNotContain("hunter2", run.Output + run.Error, StringComparison.Ordinal);
        }

        // The columns swapped, twice: the keys are the credentials.
        Assert.DoesNotContain("hunter2", CommandRun.Of("compile", _folder.Write("sasl_passwd.swapped", "u:hunter2 relay\nu:hunter2 relay\n")).Error, StringComparison.Ordinal);
        Assert.Contains("hunter2", CommandRun.Of("dump", "--show-secrets", source + ".db").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_source_in_two_folders_gives_the_same_bytes()
    {
        using var other = new TemporaryFolder();
        var text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"User{i * 7919 % 5000}@example.com smtp:[relay{i}.example.net]:25\n"));
        foreach (var (type, suffix) in new[] { ("hash", ".db"), ("btree", ".db"), ("lmdb", ".lmdb"), ("cdb", ".cdb") })
        {
            CommandRun.Of("compile", $"{type}:{_folder.Write("transport", text)}");
            CommandRun.Of("compile", $"{type}:{other.Write("transport", text)}");
            Assert.Equal(File.ReadAllBytes(_folder.File("transport" + suffix)), File.ReadAllBytes(other.File("transport" + suffix)));
        }
    }

    [Fact]
    public void Wrong_usage_is_trouble()
    {
        Assert.Equal(2, CommandRun.Of("compile").Status);
        Assert.Equal(2, CommandRun.Of("compile", "--no-such-option", "x").Status);
        Assert.Equal(2, CommandRun.Of("compile", "regexp:/x").Status);
        Assert.Equal(2, CommandRun.Of("compile", "-t", "hash,btree", _folder.Write("t", "a 1\n")).Status);
        Assert.Contains("no such map type", CommandRun.Of("compile", "-t", "dbm", "x").Error, StringComparison.Ordinal);
    }

    private static (int Status, string Error) StatusAndError(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        return (run.Status, run.Error);
    }

    [GeneratedRegex(@"[0-9.]+ ms")]
    private static partial Regex Time();
}
