using System.Buffers;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;
using MapKit.Operations.Dump;
using MapKit.Operations.Info;
using MapKit.Operations.Verify;
using MapKit.Postfix;
using MapKit.Tests.Lookup;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Engines;

/// <summary>An engine that is a folder and a row, and nothing else, works with every operation.</summary>
[Collection(RegisteredEngine)]
public sealed class EngineTests : IDisposable
{
    public const string RegisteredEngine = "registered engine";

    private readonly TemporaryFolder _folder = new();
    private readonly IDisposable _registration = MapEngines.Register(new ListEngine());
    private readonly string _source;
    private readonly DiagnosticList _findings = new();

    public EngineTests() => _source = _folder.Write("table", "b two\nA one\nc three\n"u8.ToArray());

    private string Map => _source + ".list";

    public void Dispose()
    {
        _registration.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_compiles_and_is_unchanged_the_second_time()
    {
        Assert.Equal(CompileOutcome.Written, Compile(ListEngine.ListType).Outcome);
        Assert.True(File.ReadAllBytes(Map).AsSpan().StartsWith(ListEngine.Mark));
        Assert.Equal(CompileOutcome.Unchanged, Compile(ListEngine.ListType).Outcome);
    }

    [Fact]
    public void Its_maps_are_recognised_by_their_content()
    {
        Compile(ListEngine.ListType);
        Assert.True(MapFile.IsMap(Map));
        using var map = MapFile.Open(Map);
        Assert.Equal(ListEngine.ListType, map.Type);
        Assert.Equal(["a=one", "b=two", "c=three"], map.Records.Select(Text));
        Assert.True(map.TryGet("b"u8, out var value));
        Assert.Equal("two", Encoding.ASCII.GetString(value.Span));
        Assert.Empty(MapFile.DatabasesIn(Map));
    }

    [Fact]
    public void Its_name_and_suffix_are_known()
    {
        Compile(ListEngine.ListType);
        Assert.Equal("list", MapTypes.NameOf(ListEngine.ListType));
        Assert.Contains(ListEngine.ListType, MapTypes.All);
        Assert.Equal(new TableOperand(ListEngine.ListType, "table"), TableOperand.Parse("list:table"));
        Assert.Equal(Map, new TableOperand(null, _source).FindMap());
        Assert.Equal(_source, VerifyOperation.FindSource(Map));
    }

    [Fact]
    public void Its_maps_are_queried_and_listed_as_tables()
    {
        Compile(ListEngine.ListType);
        Assert.Equal("one", AskTable.Find($"list:{_source}", "A"));
        Assert.Null(AskTable.Find($"list:{_source}", "d"));
        Assert.Equal(["a=one", "b=two", "c=three"], AskTable.List($"list:{_source}"));
        Assert.True(LookupTypes.IsSupported("list", PostfixVersion.Postfix312));
        File.WriteAllText(Map, "no list");
        Assert.Equal($"{Map} is no list", Assert.Throws<LookupException>(() => AskTable.Find($"list:{_source}", "a")).Message);
    }

    [Fact]
    public void Its_maps_are_verified()
    {
        Compile(ListEngine.ListType);
        var sound = VerifyOperation.Run(Map, new VerifyOptions { SourcePath = _source });
        Assert.True(sound.Structure.IsSound);
        Assert.Equal((3, 0), (sound.Records, sound.Differences));
        Assert.Equal(ListEngine.ListType, sound.Structure.Type);

        var bytes = File.ReadAllBytes(Map);
        File.WriteAllBytes(Map, bytes[..^1]);
        Assert.False(MapVerification.Verify(Map).IsSound);
    }

    [Fact]
    public void Damaged_maps_are_salvaged()
    {
        Compile(ListEngine.ListType);
        File.WriteAllBytes(Map, File.ReadAllBytes(Map)[..^1]);
        using var salvage = MapSalvage.Open(Map);
        Assert.Equal(ListEngine.ListType, salvage.Type);
        Assert.Equal(["a=one", "b=two"], salvage.Records.Select(Text));
        Assert.Equal(1, salvage.LossCount);
    }

    [Fact]
    public void Its_maps_are_dumped()
    {
        Compile(ListEngine.ListType);
        using var map = MapFile.Open(Map);
        var text = new StringBuilder();
        DumpOperation.Run(map, static (in MapRecord record, IBufferWriter<byte> output) => output.Write(record.Key.Span), bytes => text.Append(Encoding.ASCII.GetString(bytes)));
        Assert.Equal("abc", text.ToString());
        Assert.Equal(3, MapContents.Read(map).Records);
        Assert.Equal("postmap or mapkit", ProbableWriter.Guess(map.Info, MapContents.Read(map), MapStructure.Measure(map)));
    }

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    [InlineData(MapType.Cdb)]
    public void It_converts_from_and_to_every_type(MapType other)
    {
        var old = Compile(other).Path;
        Convert(old, ListEngine.ListType, Map);
        Assert.Equal(CompileOutcome.Unchanged, Compile(ListEngine.ListType).Outcome);
        Convert(Map, other, _folder.File("back"));
        Assert.Empty(MapsThatDiffer(old, _folder.File("back")));
    }

    private static string[] MapsThatDiffer(string one, string other)
    {
        using var first = MapFile.Open(one);
        using var second = MapFile.Open(other);
        Assert.Equal(first.Type, second.Type);
        return [.. first.Records.Select(Text).Order(StringComparer.Ordinal).Except(second.Records.Select(Text))];
    }

    private CompileResult Compile(MapType type) => Assert.Single(CompileOperation.Run(_source, new CompileOptions { Types = [type] }, _findings));

    private void Convert(string path, MapType type, string output) =>
        ConvertOperation.Run(path, new ConvertOptions { Type = type, OutputPath = output }, _findings);

    private static string Text(MapRecord record) => $"{Encoding.ASCII.GetString(record.Key.Span)}={Encoding.ASCII.GetString(record.Value.Span)}";
}

/// <summary>The table of engines is changed while no other test runs.</summary>
[CollectionDefinition(EngineTests.RegisteredEngine, DisableParallelization = true)]
public sealed class RegisteredEngineDefinition;
