using BenchmarkDotNet.Attributes;
using MapKit.Records;

namespace MapKit.Benchmarks;

/// <summary>Records and their duplicates: every key once, and every key twice.</summary>
[MemoryDiagnoser]
public class RecordBenchmarks
{
    private List<(byte[] Key, byte[] Value)> _entries = [];

    [Params(1, 2)]
    public int Times { get; set; }

    [ParamsAllValues]
    public DuplicatePolicy Policy { get; set; }

    [GlobalSetup]
    public void Setup() => _entries = Sample.EntriesOf(Sample.Source());

    [Benchmark]
    public int Add()
    {
        var records = new RecordSet(Policy);
        for (var time = 0; time < Times; time++)
        {
            foreach (var (key, value) in _entries) records.Add(key, value);
        }

        return records.Count;
    }
}
