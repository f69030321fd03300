using CsCheck;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;
using MapKit.Records;
using MapKit.Tests.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Convert;

public sealed class ConvertOperationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    public void Any_map_becomes_the_map_that_compile_would_make_of_its_records()
    {
        var gen = Gen.Select(Gen.Select(Gen.String[Gen.Char['a', 'e'], 1, 20], Gen.String[Gen.Char['a', 'e'], 1, 3000]).Array[0, 30], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Bool);
        gen.Sample(
            (records, from, to, nul) =>
            {
                var (old, type) = (MapTypes.All[from], MapTypes.All[to]);
                var set = MapText.Set(records);
                using var folder = new TemporaryFolder();
                var input = folder.Write("old", MapText.Build(MapEngines.For(old), set, nul));
                using var map = MapFile.Open(input);
                var inOrder = MapText.Set(MapText.Read(map).Select(record => (record.Key.TrimEnd('\0'), record.Value.TrimEnd('\0'))));
                var result = ConvertOperation.Run(input, new ConvertOptions { Type = type, OutputPath = folder.File("new") }, new DiagnosticList());
                Assert.Equal((CompileOutcome.Written, set.Count), (result.Outcome, result.Records));
                Assert.Equal(MapText.Build(MapEngines.For(type), inOrder), File.ReadAllBytes(folder.File("new")));
                Assert.Equal(CompileOutcome.Unchanged, ConvertOperation.Run(input, new ConvertOptions { Type = type, OutputPath = folder.File("new") }, new DiagnosticList()).Outcome);
            },
            iter: 150);
    }

    [Theory]
    [InlineData(DuplicatePolicy.First, "one")]
    [InlineData(DuplicatePolicy.Last, "two")]
    public void Of_a_key_with_and_without_NUL_one_stays(DuplicatePolicy policy, string value)
    {
        var old = _folder.Write("old", MapText.Build(MapEngines.For(MapType.Btree), MapText.Set([("a", "one"), ("a\0", "two\0")]), withNul: false));
        var findings = new DiagnosticList();
        var result = ConvertOperation.Run(old, new ConvertOptions { Type = MapType.Lmdb, OutputPath = _folder.File("new.lmdb"), Duplicates = policy }, findings);
        Assert.Equal((CompileOutcome.Written, 1, 1), (result.Outcome, result.Records, findings.Count));
        using var map = MapFile.Open(_folder.File("new.lmdb"));
        Assert.Equal([("a\0", value + "\0")], MapText.Read(map));
    }

    [PeerTheory("db_load")]
    [InlineData("duplicates=1")]
    [InlineData("dupsort=1")]
    public void Several_values_can_be_an_error(string setting)
    {
        var old = _folder.File("old.db");
        Tool.Run("db_load", ["-T", "-t", "btree", "-c", setting, old], MapText.Bytes("a\n1\na\n2\nb\n3\n"), null);
        var findings = new DiagnosticList();
        var options = new ConvertOptions { Type = MapType.Cdb, OutputPath = _folder.File("new.cdb"), DuplicatesAreErrors = true };
        Assert.Equal(CompileOutcome.Refused, ConvertOperation.Run(old, options, findings).Outcome);
        Assert.True(findings.HasErrors);
        Assert.False(File.Exists(options.OutputPath));
        Assert.Equal(2, ConvertOperation.Run(old, options with { DuplicatesAreErrors = false }, findings).Records);
    }

    [Fact]
    public void A_key_without_room_is_reported_and_nothing_is_written()
    {
        var old = _folder.Write("old", MapText.Build(MapEngines.For(MapType.Cdb), MapText.Set([("k", "1"), (new string('x', 511), "2")])));
        var findings = new DiagnosticList();
        var options = new ConvertOptions { Type = MapType.Lmdb, OutputPath = _folder.File("new.lmdb") };
        Assert.Equal(CompileOutcome.DoesNotFit, ConvertOperation.Run(old, options, findings).Outcome);
        Assert.Equal(Rules.KeyTooLong, findings.Single().Rule);
        Assert.Equal(["old"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(CompileOutcome.Written, ConvertOperation.Run(old, options with { Nul = NulConvention.WithoutNul }, findings).Outcome);
    }

    [Fact]
    public void The_records_of_NIS_stay_behind_with_a_note()
    {
        var set = new RecordSet();
        set.Add("a"u8, "1"u8);
        set.Add("@"u8, "@"u8);
        set.Add("YP_LAST_MODIFIED"u8, "1700000000"u8, bare: true);
        set.Add("YP_MASTER_NAME"u8, "mail.example.com"u8, bare: true);
        var old = _folder.Write("old", MapText.Build(MapEngines.For(MapType.Hash), set));
        var result = ConvertOperation.Run(old, new ConvertOptions { Type = MapType.Cdb, OutputPath = _folder.File("new.cdb") }, new DiagnosticList());
        Assert.Equal((2, 2), (result.Records, result.Notes.Count));
        using var map = MapFile.Open(_folder.File("new.cdb"));
        Assert.Equal([("@", "@"), ("a", "1")], MapText.Read(map).Order());
    }

    [Fact]
    public void A_map_takes_the_place_of_its_own_file_only_if_it_is_meant()
    {
        var old = _folder.Write("table.db", MapText.Build(MapEngines.For(MapType.Hash), MapText.Set([("a", "1")])));
        var link = _folder.File("link.db");
        File.CreateSymbolicLink(link, old);
        var before = File.ReadAllBytes(old);
        foreach (var path in new[] { old, link })
        {
            var options = new ConvertOptions { Type = MapType.Btree, OutputPath = path };
            Assert.Contains("--in-place", Assert.Throws<IOException>(() => ConvertOperation.Run(old, options, new DiagnosticList())).Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(old));
        }

        // The same type is the same map, in another style.
        var same = new ConvertOptions { Type = MapType.Hash, OutputPath = old, Nul = NulConvention.WithoutNul };
        Assert.Equal(CompileOutcome.Written, ConvertOperation.Run(old, same, new DiagnosticList()).Outcome);
        Assert.Equal(CompileOutcome.Unchanged, ConvertOperation.Run(old, same, new DiagnosticList()).Outcome);
        Assert.Equal(CompileOutcome.Written, ConvertOperation.Run(old, same with { Type = MapType.Btree, InPlace = true }, new DiagnosticList()).Outcome);
        using var map = MapFile.Open(old);
        Assert.Equal((MapType.Btree, "1"), (map.Type, MapText.Get(map, "a")));
    }

    [Fact]
    public void An_lmdb_map_is_rewritten_in_its_place()
    {
        var old = _folder.Write("table.lmdb", MapText.Build(MapEngines.For(MapType.Lmdb), MapText.Set([("a", "1")]), withNul: false));
        Assert.Equal(CompileOutcome.Written, ConvertOperation.Run(old, new ConvertOptions { Type = MapType.Lmdb, OutputPath = old }, new DiagnosticList()).Outcome);
        using var map = MapFile.Open(old);
        Assert.Equal([("a\0", "1\0")], MapText.Read(map));
    }

    [Theory]
    [InlineData("600")]
    [InlineData("640")]
    [InlineData("660")]
    [InlineData("644")]
    public void A_new_map_has_the_mode_of_the_old_one(string mode)
    {
        if (OperatingSystem.IsWindows()) return;
        var old = _folder.Write("old.db", MapText.Build(MapEngines.For(MapType.Hash), MapText.Set([("a", "1")])));
        File.SetUnixFileMode(old, (UnixFileMode)System.Convert.ToInt32(mode, 8));
        ConvertOperation.Run(old, new ConvertOptions { Type = MapType.Lmdb, OutputPath = _folder.File("new.lmdb") }, new DiagnosticList());
        Assert.Equal(File.GetUnixFileMode(old), File.GetUnixFileMode(_folder.File("new.lmdb")));
    }

    [RootFact("stat", "chown")]
    public void A_new_map_has_the_owner_of_the_old_one()
    {
        var old = _folder.Write("old.db", MapText.Build(MapEngines.For(MapType.Hash), MapText.Set([("a", "1")])));
        Tool.Run("chown", "1234:1235", old);
        ConvertOperation.Run(old, new ConvertOptions { Type = MapType.Cdb, OutputPath = _folder.File("new.cdb") }, new DiagnosticList());
        Assert.Equal("1234:1235\n", Tool.Run("stat", "-c", "%u:%g", _folder.File("new.cdb")).Output);
    }

    [Fact]
    public void Nobody_reads_passwords_who_could_not_before()
    {
        if (OperatingSystem.IsWindows()) return;
        var old = _folder.Write("sasl_passwd.db", MapText.Build(MapEngines.For(MapType.Hash), MapText.Set([("relay.example.net", "user:secret")])));
        File.SetUnixFileMode(old, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var output = _folder.Write("sasl_passwd.lmdb", MapText.Build(MapEngines.For(MapType.Lmdb), MapText.Set([("other", "value")])));
        ConvertOperation.Run(old, new ConvertOptions { Type = MapType.Lmdb, OutputPath = output, Secret = true }, new DiagnosticList());
        Assert.Equal(File.GetUnixFileMode(old), File.GetUnixFileMode(output));
    }

    [PeerTheory("postmap")]
    [InlineData("hash", "lmdb")]
    [InlineData("btree", "hash")]
    [InlineData("lmdb", "btree")]
    [InlineData("hash", "cdb")]
    public void Postfix_finds_in_the_new_map_what_it_finds_in_the_old(string from, string to)
    {
        using var postmap = new PostmapFolder();
        postmap.WriteSource("t", MapText.Numbered(500, largeEvery: 50));
        postmap.Succeed([$"{from}:{postmap.PathOf("t")}"]);
        Assert.True(MapTypes.TryParse(from, out var old));
        Assert.True(MapTypes.TryParse(to, out var type));
        var output = postmap.PathOf("new") + MapTypes.SuffixOf(type);
        ConvertOperation.Run(postmap.PathOf("t") + MapTypes.SuffixOf(old), new ConvertOptions { Type = type, OutputPath = output }, new DiagnosticList());
        var keys = string.Concat(MapText.Numbered(500).Select(record => record.Key + "\n"));
        Assert.Equal(
            postmap.Succeed(["-q", "-", $"{from}:{postmap.PathOf("t")}"], keys),
            postmap.Succeed(["-q", "-", $"{to}:{postmap.PathOf("new")}"], keys));
    }

    [PeerFact("mdb_load")]
    public void A_map_of_mdb_load_is_read()
    {
        var old = _folder.File("old.lmdb");
        Tool.Run("mdb_load", ["-n", old], MapText.Bytes("VERSION=3\nformat=print\ntype=btree\nHEADER=END\n a\n 1\n b\n 2\nDATA=END\n"), null);
        Assert.Equal(2, ConvertOperation.Run(old, new ConvertOptions { Type = MapType.Hash, OutputPath = _folder.File("new.db") }, new DiagnosticList()).Records);
        using var map = MapFile.Open(_folder.File("new.db"));
        Assert.Equal("1\0", MapText.Get(map, "a\0"));
    }
}
