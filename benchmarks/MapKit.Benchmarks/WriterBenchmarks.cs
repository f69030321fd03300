using BenchmarkDotNet.Attributes;
using MapKit.Maps;
using MapKit.Records;

namespace MapKit.Benchmarks;

/// <summary>Each writer, with nothing behind it that takes the bytes.</summary>
[MemoryDiagnoser]
public class WriterBenchmarks
{
    private StoredRecords _records;

    [ParamsAllValues]
    public MapType Type { get; set; }

    [GlobalSetup]
    public void Setup() => _records = Sample.Records(Sample.Source()).AsStored(MapEngines.For(Type).WithNul(NulConvention.TypeDefault));

    [Benchmark]
    public long Write()
    {
        var output = new NullOutput();
        MapEngines.For(Type).Write(_records, output);
        return output.Length;
    }
}
