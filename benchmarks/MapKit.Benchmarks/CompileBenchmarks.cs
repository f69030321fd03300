using BenchmarkDotNet.Attributes;
using MapKit.Maps;

namespace MapKit.Benchmarks;

/// <summary>Compiling the table to a new map, and to one that has these very bytes already.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private SampleFolder? _folder;

    [ParamsAllValues]
    public MapType Type { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _folder = new SampleFolder();
        _folder.Compile(Type);
    }

    [GlobalCleanup]
    public void Cleanup() => _folder?.Dispose();

    [Benchmark]
    public int New()
    {
        File.Delete(_folder!.Map(Type));
        return _folder.Compile(Type)[0].Records;
    }

    [Benchmark]
    public int Unchanged() => _folder!.Compile(Type)[0].Records;
}
