using BenchmarkDotNet.Attributes;
using MapKit.Maps;

namespace MapKit.Benchmarks;

/// <summary>Each reader: lookups in an open map, a walk over all records, the check of all pages.</summary>
[MemoryDiagnoser]
public class ReaderBenchmarks
{
    private SampleFolder? _folder;
    private IMapReader? _map;
    private byte[][] _keys = [];

    [ParamsAllValues]
    public MapType Type { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _folder = new SampleFolder();
        _folder.Compile(Type);
        _map = MapFile.Open(_folder.Map(Type));
        _keys = Sample.KeysOf(_map);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _map?.Dispose();
        _folder?.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Sample.Entries)]
    public int Lookup()
    {
        var found = 0;
        foreach (var key in _keys) found += _map!.TryGet(key, out _) ? 1 : 0;
        return found;
    }

    [Benchmark]
    public int Enumerate() => _map!.Records.Count();

    [Benchmark]
    public bool Verify() => MapVerification.Verify(_folder!.Map(Type)).IsSound;
}
