using BenchmarkDotNet.Attributes;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;
using MapKit.Operations.Diff;
using MapKit.Operations.Dump;
using MapKit.Operations.Verify;
using MapKit.Records;

namespace MapKit.Benchmarks;

/// <summary>The other public operations on a map and its source.</summary>
[MemoryDiagnoser]
public class OperationBenchmarks
{
    private SampleFolder? _folder;
    private byte[][] _keys = [];

    [ParamsAllValues]
    public MapType Type { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _folder = new SampleFolder();
        _folder.Compile(Type);
        _keys = [.. Sample.EntriesOf(File.ReadAllBytes(_folder.Source)).Select(entry => entry.Key)];
        new Random(1).Shuffle(_keys);
    }

    [GlobalCleanup]
    public void Cleanup() => _folder?.Dispose();

    [Benchmark]
    public long DumpAsSource()
    {
        var length = 0L;
        using var map = MapFile.Open(_folder!.Map(Type));
        SourceDump.Write(map.Records, new SourceTextOptions(), line => length += line.Length, _ => { });
        return length;
    }

    [Benchmark]
    public int Query()
    {
        var found = 0;
        using var map = MapFile.Open(_folder!.Map(Type));
        var probe = new TableProbe(map, KeyFolding.Unicode, NulConvention.TypeDefault);
        foreach (var key in _keys) found += probe.TryFind(key, out _) ? 1 : 0;
        return found;
    }

    [Benchmark]
    public long Verify() => VerifyOperation.Run(_folder!.Map(Type), new VerifyOptions { SourcePath = _folder.Source }).Differences;

    [Benchmark]
    public int Diff()
    {
        using var map = MapFile.Open(_folder!.Map(Type));
        using var source = CompileOperation.OpenSource(_folder.Source);
        var options = new CompileOptions();
        return DiffOperation.Compare(TableContents.OfMap(map, raw: false), TableContents.OfSource(source, _folder.Source, options, new DiagnosticList(), rawAs: null)).Count();
    }

    [Benchmark]
    public long Convert()
    {
        var output = _folder!.Source + ".converted";
        File.Delete(output);
        return ConvertOperation.Run(_folder.Map(Type), new ConvertOptions { Type = Type, OutputPath = output }, new DiagnosticList()).Bytes;
    }
}
