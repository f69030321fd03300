using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>The verb with Postfix's own tools, which MapKit does not differ from.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CrossCheckPostfixTests : IDisposable
{
    private const string AllTypes = "hash,btree,lmdb,cdb";

    private readonly TemporaryFolder _folder = new();
    private readonly string _configuration;

    public CrossCheckPostfixTests() => _configuration = PostfixConfiguration.Write(_folder.File("etc"));

    public void Dispose() => _folder.Dispose();

    [PeerTheory("postmap", "postalias")]
    [InlineData("transport", 1)]
    [InlineData("generic", 1)]
    [InlineData("sasl_passwd", 1)]
    [InlineData("aliases", 2)]
    public void The_tables_of_the_seed_are_the_same_in_every_type(string table, int records)
    {
        var source = _folder.Write(table, File.ReadAllBytes(RepositoryFiles.Path("testdata", "seed", table)));
        var run = Run("-t", AllTypes, source);
        Assert.Equal((0, ""), (run.Status, run.Error));
        var count = string.Create(CultureInfo.InvariantCulture, $"{records} record{(records == 1 ? "" : "s")}");
        var tool = table == "aliases" ? "postalias" : "postmap";
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(AllTypes.Split(',').Length, lines.Length);
        foreach (var (type, line) in AllTypes.Split(',').Zip(lines))
            Assert.Matches($@"^{type}:.*/{table}: same \(mapkit: {count}, [0-9.]+ ms; {tool} [0-9.]+\S*: {count}, [0-9.]+ ms\)$", line);
        Assert.DoesNotContain("unknownpassword", run.Output, StringComparison.Ordinal);
        Assert.Equal([source], Directory.GetFiles(_folder.Path));
    }

    [PeerTheory("postmap", "postalias")]
    [InlineData("aliases", "\"joe b\": x\n\"\": nobody\n\"joe\\\"s\": y\n\"@\": z\nroot: a\nROOT: b\njoe@example.com: c\nno colon\n: empty\n")]
    [InlineData("table", "a 1\nA 2\nb\n \"x y 3\nc: 3\n: foo\n  continued\n# c\n\"quoted key\" v\n")]
    [InlineData("table", "  first line\n\u00FF\u00FE latin\n\u00C3\u0089cole 1\n\u00C3\u00A9cole 2\nk \u00E9\n")]
    [InlineData("table", "")]
    [InlineData("sasl_passwd", "[relay.example.com]:587 user:secret\nnothing\n\"quote user:secret\n")]
    public void Sources_with_mistakes_have_the_same_messages_and_records(string table, string text)
    {
        var source = _folder.Write(table, Encoding.Latin1.GetBytes(text));
        var run = Run("-t", AllTypes, source);
        Assert.True(run.Status == 0, run.Output + run.Error);
        var bytes = PostfixConfiguration.Write(_folder.File("bytes"), "smtputf8_enable = no\nsmtputf8_enable = no\n");
        var withoutUtf8 = CommandRun.In(Variable, [], "crosscheck", "-c", bytes, "-t", AllTypes, source);
        Assert.True(withoutUtf8.Status == 0, withoutUtf8.Output + withoutUtf8.Error);
    }

    [PeerFact("postmap")]
    public void A_key_that_is_too_long_is_refused_by_both()
    {
        var source = _folder.Write("table", $"{new string('k', 600)} 1\n");
        var run = Run("-t", "lmdb", source);
        Assert.Equal(0, run.Status);
        Assert.Matches(@"^lmdb:.*: same \(mapkit: no map, .*; postmap .*: no map, .*\)\n    both: postmap: fatal: error updating lmdb:.*/table: MDB_BAD_VALSIZE: .*\n$", run.Output);
        Assert.Contains($"lmdb:{source}: MDB_BAD", run.Output, StringComparison.Ordinal);
    }

    [RootFact("postmap", "chown")]
    public void Sources_that_only_their_owner_can_read_are_checked_as_that_owner()
    {
        foreach (var owner in new[] { "root", "nobody" })
        {
            var source = _folder.Write("sasl_passwd", "[relay.example.com]:587 user:secret\n");
            Assert.Equal(0, Tool.Run("chown", owner, source).ExitCode);
            File.SetUnixFileMode(source, UnixFileMode.UserRead);
            var run = Run("-t", AllTypes, source);
            Assert.True(run.Status == 0, run.Output + run.Error);
            Assert.DoesNotContain("secret", run.Output + run.Error, StringComparison.Ordinal);
            File.Delete(source);
        }
    }

    [PeerFact("postmap")]
    public void Verbose_messages_and_a_version_in_the_environment_are_ignored()
    {
        var source = _folder.Write("table", "a 1\n");
        var run = CommandRun.In(
            name => name switch { "MAIL_VERBOSE" => "1", "MAPKIT_POSTFIX_VERSION" => "2.1", _ => Variable(name) }, [], "crosscheck", "-c", _configuration, source);
        Assert.True(run.Status == 0, run.Output + run.Error);
    }

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public void An_interrupted_check_leaves_no_folder_and_no_program_behind(string signal)
    {
        using var peers = new CrossCheckPeers();
        var temporary = Directory.CreateDirectory(_folder.File("tmp")).FullName;
        var child = _folder.File("child");
        var postmap = peers.Postmap($"echo x > \"$map\"; echo $$ > {child}.new; mv {child}.new {child}; exec sleep 60");
        var source = _folder.Write("table", "a 1\n");

        // Whoever runs the tests in the background may have had signals ignored, which a program inherits.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--default-signal", .. MapKitCommand.Line, "crosscheck", "-c", _configuration, "--postmap", postmap, source]) start.ArgumentList.Add(argument);
        start.Environment["TMPDIR"] = temporary;
        using var process = Process.Start(start)!;
        Assert.True(SpinWait.SpinUntil(() => File.Exists(child), TimeSpan.FromSeconds(20)), "the tool was not started");
        Assert.Single(Directory.GetDirectories(temporary, "mapkit-crosscheck-*"));

        Assert.Equal(0, Tool.Run("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)).ExitCode);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)), "the signal did not end it");
        Assert.NotEqual(0, process.ExitCode);
        Assert.Empty(Directory.GetDirectories(temporary, "mapkit-crosscheck-*"));
        Assert.False(Directory.Exists("/proc/" + File.ReadAllText(child).Trim()), "the tool is still there");
        Assert.Equal([child, source], Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
    }

    private CommandRun Run(params string[] arguments) => CommandRun.In(Variable, [], ["crosscheck", "-c", _configuration, .. arguments]);

    private static string? Variable(string name) => name == "PATH" ? Environment.GetEnvironmentVariable("PATH") : null;
}
