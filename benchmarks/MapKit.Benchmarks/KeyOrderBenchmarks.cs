using BenchmarkDotNet.Attributes;
using MapKit.Records;

namespace MapKit.Benchmarks;

/// <summary>The order of btree and lmdb files, of a table in no order and of one that has it already.</summary>
[MemoryDiagnoser]
public class KeyOrderBenchmarks
{
    private StoredRecords _unordered;
    private StoredRecords _ordered;

    [GlobalSetup]
    public void Setup()
    {
        _unordered = Sample.Records(Sample.Source()).AsStored(withNul: true);
        var ordered = new RecordSet();
        foreach (var index in KeyOrder.Sort(_unordered)) ordered.Add(_unordered.Key(index), _unordered.Value(index));
        _ordered = ordered.AsStored(withNul: false);
    }

    [Benchmark]
    public int OfNoOrder() => KeyOrder.Sort(_unordered).Length;

    [Benchmark]
    public int OfOrdered() => KeyOrder.Sort(_ordered).Length;
}
