using System.Text;
using BenchmarkDotNet.Attributes;
using MapKit.Records;

namespace MapKit.Benchmarks;

/// <summary>Folding a key: one that stays, one with capitals, one beyond ASCII.</summary>
[MemoryDiagnoser]
public class FoldingBenchmarks
{
    private readonly KeyFolder _folder = new(KeyFolding.Unicode);
    private readonly byte[] _scratch = new byte[64];
    private byte[] _key = [];

    [Params("maria.huber@sales.example.com", "Maria.Huber@Sales.Example.com", "Jürgen.GROẞ@BÜRO.example")]
    public string Key { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _key = Encoding.UTF8.GetBytes(Key);

    [Benchmark]
    public int Fold() => _folder.Fold(_key).Length;

    [Benchmark]
    public bool FoldInPlace()
    {
        _key.CopyTo(_scratch, 0);
        return _folder.TryFoldInPlace(_scratch.AsSpan(0, _key.Length));
    }
}
