using System.Text.RegularExpressions;
using MapKit.Cli.Commands.CrossCheck;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Native.BerkeleyDb;
using MapKit.Native.Lmdb;
using MapKit.Operations.Compile;
using MapKit.Operations.CrossCheck;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands.CrossCheck;

/// <summary>The verb where there is no Postfix: libdb and liblmdb are the judges.</summary>
public sealed partial class CrossCheckLibraryTests : IDisposable
{
    private static readonly CrossCheckRules Rules = new(Utf8: true, AliasKeys.Both);

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _configuration = new();

    public void Dispose()
    {
        _folder.Dispose();
        _configuration.Dispose();
    }

    [LibraryFact]
    public void Without_Postfix_the_libraries_are_used_and_cdb_has_none()
    {
        var source = _folder.Write("table", $"Key 1\nkey 2\n\u00C9t\u00E9 3\nlong {new string('v', 9000)}\nbad\n");
        var run = Run("-t", "hash,btree,lmdb,cdb", source);
        Assert.Equal(
            $"""
            hash:{source}: same (mapkit: 3 records, T ms; Berkeley DB V: 3 records, T ms)
            btree:{source}: same (mapkit: 3 records, T ms; Berkeley DB V: 3 records, T ms)
            lmdb:{source}: same (mapkit: 3 records, T ms; LMDB V: 3 records, T ms)

            """.ReplaceLineEndings("\n"),
            Shown(run));
        Assert.Equal(
            (2, $"mapkit: error: cdb:{source}: nothing to check against: a library of the system does not build this type (no library is available for cdb maps; there is no postmap on PATH or in /usr/sbin; install Postfix (Debian: apt install postfix postfix-lmdb postfix-cdb), or give its path with --postmap PATH)\n"),
            (run.Status, run.Error));
        Assert.Equal([source], Directory.GetFiles(_folder.Path));
    }

    [LibraryFact]
    public void Json_has_the_same_differences()
    {
        var run = Run("--json", "-t", "lmdb", _folder.Write("table", "a 1\nb 2\n"));
        Assert.Equal(
            $$$"""{"kind":"crosscheck","source":"{{{_folder.File("table")}}}","type":"lmdb","outcome":"same","reference":"LMDB V","mapkit":{"suffix":".lmdb","records":2,"bytes":12288,"milliseconds":T},"peer":{"suffix":".lmdb","records":2,"bytes":12288,"milliseconds":T},"differingMessages":0,"missingRecords":0,"extraRecords":0,"differingRecords":0,"reading":{"records":2,"missingRecords":0,"extraRecords":0,"differingRecords":0}}""" + "\n",
            Shown(run));
        Assert.Equal((0, ""), (run.Status, run.Error));
    }

    [LibraryFact]
    public void The_engine_to_compare_with_can_be_chosen()
    {
        var source = _folder.Write("table", "a 1\n");
        Assert.Equal(
            (2, "", "mapkit: error: nothing to check against: there is no postmap on PATH or in /usr/sbin; install Postfix (Debian: apt install postfix postfix-lmdb postfix-cdb), or give its path with --postmap PATH\n"),
            (Run("--with", "postfix", source) is var run ? run.Status : 0, run.Output, run.Error));
        using var peers = new CrossCheckPeers();
        var postmap = peers.Postmap("exit 1");
        Assert.Contains("; Berkeley DB ", Run("--with", "native", "--postmap", postmap, source).Output, StringComparison.Ordinal);
        var cdb = Run("--with", "native", "--postmap", postmap, "cdb:" + source);
        Assert.EndsWith("(no library is available for cdb maps; --with postfix checks it)\n", cdb.Error, StringComparison.Ordinal);
        Assert.Equal(1, Run("--postmap", postmap, "-c", PostfixConfiguration.Write(_folder.File("etc")), source).Status);
    }

    [LibraryFact]
    public void Aliases_have_both_forms_or_that_of_the_version_and_the_mark()
    {
        var source = _folder.Write("aliases", "\"joe b\": x\nAnn: y, \"z z\"\n");
        Assert.Equal(4, CountOf(Run(source)));
        Assert.Equal(3, CountOf(Run(source, version: "3.7")));
        Assert.Equal(3, CountOf(Run(source, version: "3.12")));
    }

    [LibraryFact]
    public void The_configuration_decides_on_utf8_and_must_be_there_if_it_is_named()
    {
        var source = _folder.Write("table", [(byte)'k', 0xFF, (byte)' ', (byte)'v', (byte)'\n']);
        Assert.Equal(0, CountOf(Run(source)));
        var bytes = PostfixConfiguration.Write(_folder.File("etc"), "smtputf8_enable = no\nmail_owner = nobody-of-this-name\n");
        Assert.Equal(1, CountOf(Run("-c", bytes, source)));
        Assert.Equal((2, $"mapkit: error: -c {_folder.File("none")}: no such folder\n"), (Run("-c", _folder.File("none"), source) is var run ? run.Status : 0, run.Error));
    }

    [LibraryFact]
    public void A_key_that_is_too_long_for_lmdb_gives_no_map_in_either_engine()
    {
        var run = Run("lmdb:" + _folder.Write("table", $"a 1\n{new string('k', 511)} 2\n"));
        Assert.Matches("^lmdb:.*: same \\(mapkit: no map, T ms; LMDB V: no map, T ms\\)\n    mapkit: the key takes 512 bytes in the map and lmdb holds at most 511; no map of that type can be made\n$", Shown(run));
        Assert.Equal(0, run.Status);
    }

    [LibraryFact]
    public void A_missing_library_is_reported_with_its_package()
    {
        var source = _folder.Write("table", "a 1\n");
        var absent = new CrossCheckLibrary(null, "libdb is missing", Rules);
        Assert.Equal("libdb is missing", Check(source, MapType.Hash, new CrossCheckCompile(Rules), absent).Refusal);
    }

    [LibraryTheory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    public void Records_that_MapKit_would_lose_or_change_are_found(MapType type)
    {
        var source = _folder.Write("table", "a 1\nb 2\nd 4\n");
        var broken = new Engine(task => CompileText("a 1\nc 3\nd 5\n", task));
        var report = Check(source, type, broken, Library(type));
        Assert.Equal((CrossCheckOutcome.Differs, 1L, 1L, 1L, true), (report.Outcome, report.MissingRecords, report.ExtraRecords, report.DifferingRecords, report.Reading!.IsSame));
    }

    [LibraryTheory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    public void A_map_that_only_MapKit_can_read_is_found(MapType type)
    {
        var source = _folder.Write("table", "a 1\n");

        // A free byte of the first page that both ignore in reading, and the library's check does not.
        var broken = new Engine(task =>
        {
            CompileText("a 1\n", task);
            var bytes = File.ReadAllBytes(task.MapPath);
            bytes[4096 + 24]++;
            File.WriteAllBytes(task.MapPath, bytes);
        });
        var report = Check(source, type, broken, Library(type));
        Assert.Equal(CrossCheckOutcome.Differs, report.Outcome);
    }

    [LibraryFact]
    public void What_the_library_reads_differently_is_reported_in_text_and_json()
    {
        var source = _folder.Write("table", "a 1\nb 2\n");
        var reader = new Engine(task => CompileText("a 1\nb 2\n", task), _ => [new MapRecord("a\0"u8.ToArray(), "9\0"u8.ToArray()), new MapRecord("c\0"u8.ToArray(), "3\0"u8.ToArray())]);
        var report = Check(source, MapType.Hash, new CrossCheckCompile(Rules), reader);
        var shown = new CrossCheckShown(SecretMask.None);
        Assert.Equal(
            $"""
            hash:{source}: differs (mapkit: 2 records, T ms; double: 2 records, T ms)
                the map of mapkit as both read it:
                    record differs: "a\x00": mapkit "1\x00", double "9\x00"
                    record extra: "b\x00" "2\x00"
                    record missing: "c\x00" "3\x00"
                    records: 1 missing, 1 extra, 1 with another value

            """.ReplaceLineEndings("\n"),
            Written(output => CrossCheckText.Write(output, report, shown)));
        Assert.Contains(
            "\"reading\":{\"records\":2,\"missingRecords\":1,\"extraRecords\":1,\"differingRecords\":1,\"records\":[{\"kind\":\"differs\",\"key\":\"a\\u0000\",\"value\":\"1\\u0000\",\"peerValue\":\"9\\u0000\"}",
            Written(output => CrossCheckJson.Write(output, report, "double", shown)),
            StringComparison.Ordinal);

        var failing = new Engine(task => CompileText("a 1\nb 2\n", task), _ => throw new IOException("it is no map"));
        report = Check(source, MapType.Hash, new CrossCheckCompile(Rules), failing);
        Assert.Contains("\n    the map of mapkit cannot be read by double: it is no map\n", Written(output => CrossCheckText.Write(output, report, shown)), StringComparison.Ordinal);
    }

    private static string Written(Action<MapKit.Cli.Rendering.ByteWriter> write)
    {
        using var stream = new MemoryStream();
        using var output = new MapKit.Cli.Rendering.ByteWriter(stream);
        write(output);
        output.Flush();
        return Shown(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void CompileText(string text, CrossCheckTask task)
    {
        using var source = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        CompileOperation.Run(source, "double", new CompileOptions { Types = [task.Type], Format = task.Format, OutputPath = task.MapPath }, new DiagnosticList());
    }

    private static CrossCheckLibrary Library(MapType type) =>
        new(type == MapType.Lmdb ? LmdbLibrary.Find() : BerkeleyDbLibrary.Find(), "", Rules);

    private static int CountOf(CommandRun run)
    {
        Assert.Equal((0, ""), (run.Status, run.Error));
        return int.Parse(CountPattern().Match(run.Output).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private CrossCheckReport Check(string source, MapType type, ICrossCheckEngine ours, ICrossCheckEngine reference)
    {
        var work = Directory.CreateDirectory(_folder.File("work")).FullName;
        return CrossCheckOperation.Run(new CrossCheckRequest { SourcePath = source, Type = type, Format = TableFormat.Plain, WorkFolder = work }, ours, reference);
    }

    /// <summary>No tool is found unless it is named, and no configuration.</summary>
    private CommandRun Run(params string[] arguments) => Run(arguments, null);

    private CommandRun Run(string source, string version) => Run([source], version);

    private CommandRun Run(string[] arguments, string? version) => CommandRun.In(
        name => name switch { "PATH" => "", "MAPKIT_POSTFIX_VERSION" => version, _ => null },
        [],
        ["crosscheck", .. arguments.Contains("-c") || HasNoConfiguration ? [] : new[] { "-c", PostfixConfiguration.Write(_configuration.File("etc")) }, .. arguments]);

    private static bool HasNoConfiguration => !File.Exists("/etc/postfix/main.cf");

    private static string Shown(CommandRun run) => Shown(System.Text.Encoding.UTF8.GetString(run.OutputBytes));

    private static string Shown(string text) => Version().Replace(Milliseconds().Replace(Time().Replace(text, "T ms"), "\"milliseconds\":T"), "$1 V");

    [GeneratedRegex("[0-9.]+ ms")]
    private static partial Regex Time();

    [GeneratedRegex("\"milliseconds\":[0-9.]+")]
    private static partial Regex Milliseconds();

    [GeneratedRegex("(Berkeley DB|LMDB) [0-9.]+[0-9]")]
    private static partial Regex Version();

    [GeneratedRegex("mapkit: ([0-9]+) record")]
    private static partial Regex CountPattern();

    /// <summary>An engine that does what a test says.</summary>
    private sealed class Engine(Action<CrossCheckTask> build, Func<string, IReadOnlyList<MapRecord>>? read = null) : ICrossCheckReader
    {
        public string Name => "double";

        public CrossCheckBuild Build(CrossCheckTask task)
        {
            build(task);
            return new CrossCheckBuild();
        }

        public IReadOnlyList<MapRecord> Read(string mapPath) => read!(mapPath);
    }
}
