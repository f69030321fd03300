using BenchmarkDotNet.Attributes;
using MapKit.Maps;

namespace MapKit.Benchmarks;

/// <summary>Compiling the table to a new map, in memory and with a megabyte of it, and to one that has these very bytes already.</summary>
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
    public int NewSortedOnDisk()
    {
        File.Delete(_folder!.Map(Type));
        return _folder.Compile(Type, memoryLimit: 1 << 20)[0].Records;
    }

    [Benchmark]
    public int Unchanged() => _folder!.Compile(Type)[0].Records;
}
