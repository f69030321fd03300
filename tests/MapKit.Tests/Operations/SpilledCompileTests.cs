using System.Globalization;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations;

/// <summary>Sources that memory does not hold: sorted on disk they give the same bytes and the same findings. MAPKIT_SPILLED sets how many random ones, MAPKIT_SEED where they begin.</summary>
public sealed class SpilledCompileTests(ITestOutputHelper log) : IDisposable
{
    // Nothing fits, so that each block of the source, of a megabyte, becomes a run.
    private const long NoMemory = 1;

    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SPILLED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "000", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MapType> Types => [.. MapTypes.All];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Types))]
    public void Random_sources_give_the_same_map_and_findings(MapType type)
    {
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SPILLED={Count}");
        var first = FirstSeed + ((int)type * Count);
        for (var seed = first; seed < first + Count; seed++)
        {
            var random = new Random(seed);
            var source = _folder.Write("table", Encoding.Latin1.GetBytes(RandomText(random, type)));
            var options = new CompileOptions
            {
                Types = [type],
                Format = random.Next(2) == 0 ? TableFormat.Plain : TableFormat.Transport,
                WithLint = random.Next(2) == 0,
                Duplicates = random.Next(2) == 0 ? DuplicatePolicy.First : DuplicatePolicy.Last,
                Nul = random.Next(3) switch { 0 => NulConvention.WithNul, 1 => NulConvention.WithoutNul, _ => NulConvention.TypeDefault },
            };
            var inMemory = Compile(source, options);
            var onDisk = Compile(source, options with { MemoryLimit = NoMemory });
            Assert.True(inMemory.Map.AsSpan().SequenceEqual(onDisk.Map), $"MAPKIT_SEED={seed}: other bytes, {options}");
            Assert.Equal(inMemory.Result.Records, onDisk.Result.Records);
            Assert.Equal(Shown(inMemory.Findings, options), Shown(onDisk.Findings, options));
            Assert.Empty(inMemory.Result.Notes);
            Assert.Contains("sorted on disk", Assert.Single(onDisk.Result.Notes), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait(Category.Name, Category.Slow)]
    public void One_sort_serves_several_types()
    {
        var source = _folder.Write("transport", Text(60_000));
        var options = new CompileOptions { Types = [MapType.Hash, MapType.Lmdb, MapType.Cdb] };
        CompileOperation.Run(source, options, new DiagnosticList());
        var maps = options.Types.Select(type => File.ReadAllBytes(source + MapTypes.SuffixOf(type))).ToArray();
        var results = CompileOperation.Run(source, options with { MemoryLimit = NoMemory }, new DiagnosticList());
        Assert.All(results, result => Assert.Equal((CompileOutcome.Unchanged, 60_000), (result.Outcome, result.Records)));
        Assert.Equal(maps, options.Types.Select(type => File.ReadAllBytes(source + MapTypes.SuffixOf(type))));
    }

    [Fact]
    public void Nothing_lies_beside_the_map_but_the_map_under_way()
    {
        var source = _folder.Write("transport", Text(60_000));
        var names = new HashSet<string>();
        var options = new CompileOptions { Types = [MapType.Hash], MemoryLimit = NoMemory, OnProgress = _ => names.UnionWith(Directory.GetFiles(_folder.Path)) };
        CompileOperation.Run(source, options, new DiagnosticList());
        Assert.Equal(2, names.Count);
        Assert.Single(names, name => Path.GetFileName(name).StartsWith(".transport.db.mapkit-", StringComparison.Ordinal));
        Assert.Equal([source, source + ".db"], Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void Duplicates_that_are_errors_stop_the_work()
    {
        var text = Text(60_000) + "user7@example.com smtp:\n";
        var source = _folder.Write("transport", text);
        var findings = new DiagnosticList();
        var options = new CompileOptions { Types = [MapType.Btree], DuplicatesAreErrors = true, MemoryLimit = NoMemory };
        Assert.Equal(CompileOutcome.Refused, CompileOperation.Run(source, options, findings).Single().Outcome);
        var finding = Assert.Single(findings);
        Assert.Equal((Severity.Error, 60_001, 8), (finding.Severity, finding.Place!.Value.Line, finding.RelatedLine));
        Assert.False(File.Exists(source + ".db"));
    }

    [Fact]
    public void A_key_without_room_is_told()
    {
        var source = _folder.Write("transport", Text(60_000) + new string('k', 600) + " smtp:\n");
        var findings = new DiagnosticList();
        var options = new CompileOptions { Types = [MapType.Lmdb], MemoryLimit = NoMemory };
        Assert.Equal(CompileOutcome.DoesNotFit, CompileOperation.Run(source, options, findings).Single().Outcome);
        Assert.Equal(60_001, Assert.Single(findings, finding => finding.Rule.Code == "MK3002").Place!.Value.Line);
    }

    [Fact]
    public void What_comes_only_once_is_kept_on_disk_as_well()
    {
        var text = Text(60_000) + "Upper@EXAMPLE.com smtp:[mail.example.net\n";
        var map = _folder.File("out.cdb");
        var findings = new DiagnosticList();
        var options = new CompileOptions { Types = [MapType.Cdb], OutputPath = map, Format = TableFormat.Transport, WithLint = true, MemoryLimit = NoMemory };
        using var stream = new OnceOnlyStream(text);
        Assert.Equal(60_001, CompileOperation.Run(stream, "stdin", options, findings).Single().Records);
        Assert.Equal(60_001, Assert.Single(findings).Place!.Value.Line);
        Assert.Equal([map], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(1L, true)]
    [InlineData(1L << 40, false)]
    [InlineData(null, false)]
    public void The_limit_decides(long? limit, bool isOnDisk)
    {
        var source = _folder.Write("transport", Text(60_000));
        var result = CompileOperation.Run(source, new CompileOptions { Types = [MapType.Cdb], MemoryLimit = limit }, new DiagnosticList()).Single();
        Assert.Equal(isOnDisk, result.Notes.Count == 1);
    }

    [RootFact("mount")]
    public void A_full_disk_is_told_and_leaves_nothing()
    {
        using var disk = new SmallDisk(_folder.File("disk"), "1m");
        var source = _folder.Write("transport", Text(60_000));
        var options = new CompileOptions { Types = [MapType.Cdb], OutputPath = disk.File("a.cdb"), MemoryLimit = NoMemory };
        var failure = Assert.ThrowsAny<IOException>(() => CompileOperation.Run(source, options, new DiagnosticList()));
        Assert.StartsWith("cannot sort the records on disk: No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(disk.Path, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }));
    }

    private static string Text(int entries)
    {
        var text = new StringBuilder();
        for (var i = 0; i < entries; i++) text.Append("user").Append(i).Append("@example.com smtp:[mail.example.net]\n");
        return text.ToString();
    }

    /// <summary>Several blocks: keys in no order, some there many times, beginnings of others, long ones; values that need pages of their own; lines that are none.</summary>
    private static string RandomText(Random random, MapType type)
    {
        var text = new StringBuilder();
        var keys = random.Next(1, 200_000);
        var longestKey = type == MapType.Lmdb ? 500 : random.Next(2) == 0 ? 600 : 3000;
        for (var length = random.Next(2_500_000, 5_000_000); text.Length < length;)
        {
            var key = random.Next(keys);
            switch (random.Next(2000))
            {
                case 0:
                    text.Append(new string((char)('a' + (key % 26)), random.Next(1, longestKey)));
                    break;
                case 1:
                    text.Append("# a comment\n \n");
                    continue;
                case 2:
                    text.Append("alone\n");
                    continue;
                case 3:
                    text.Append("\u00C3\u0084").Append(key);
                    break;
                default:
                    text.Append(key % 3 == 0 ? "Key" : "host").Append(key).Append(key % 7 == 0 ? ".example.com" : "");
                    break;
            }

            text.Append(random.Next(50) == 0 ? "\n " : " ").Append("smtp:").Append(random.Next(3000) switch
            {
                0 => new string('v', random.Next(60_000)),
                1 => new string('v', random.Next(4000)),
                _ => key.ToString(CultureInfo.InvariantCulture),
            });
            text.Append('\n');
        }

        return text.ToString();
    }

    // Where nothing else is known than the line, the key that is stored stands for that of the text; lint reads the text again.
    private static string[] Shown(IReadOnlyList<Diagnostic> findings, CompileOptions options) =>
    [
        .. findings.Where(finding => !finding.Rule.Code.StartsWith("MK31", StringComparison.Ordinal))
            .Select(finding => $"{finding.Place?.Line}:{finding.Place?.Column}{(options.WithLint ? $"-{finding.Place?.EndColumn}" : "")} {finding.Severity} {finding.Rule.Code} {finding.Message} {finding.Help} {finding.RelatedLine}")
            .Order(),
    ];

    private static (CompileResult Result, byte[] Map, IReadOnlyList<Diagnostic> Findings) Compile(string source, CompileOptions options)
    {
        var findings = new DiagnosticList();
        var map = source + MapTypes.SuffixOf(options.Types[0]);
        File.Delete(map);
        var result = CompileOperation.Run(source, options, findings).Single();
        return (result, File.ReadAllBytes(map), findings);
    }

    /// <summary>Bytes that cannot be read again.</summary>
    private sealed class OnceOnlyStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}
