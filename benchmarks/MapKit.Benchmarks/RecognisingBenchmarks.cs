using System.Text;
using BenchmarkDotNet.Attributes;
using MapKit.Tables;

namespace MapKit.Benchmarks;

/// <summary>An ordinary entry of each format: recognised on its bytes, and for comparison explained by the grammar.</summary>
[MemoryDiagnoser]
public class RecognisingBenchmarks
{
    private static readonly Dictionary<string, (string Key, string Value)> Ordinary = new()
    {
        ["plain"] = ("joe@example.com", "anything"),
        ["transport"] = ("joe@example.com", "smtp:[mail.example.net]:587"),
        ["generic"] = ("joe@host.example.com", "joe.doe@example.com"),
        ["sasl_passwd"] = ("[mail.example.com]:587", "joe:secret"),
        ["aliases"] = ("joe", "joe@example.com, jane@example.com"),
        ["virtual"] = ("joe@example.com", "joe, jane@example.org"),
        ["canonical"] = ("joe", "Joe.Doe@example.com"),
        ["relocated"] = ("joe@example.com", "joe@example.org"),
        ["access"] = ("example.com", "REJECT"),
        ["sender_relay"] = ("@example.com", "[mail.example.com]:587"),
        ["sender_transport"] = ("joe@example.com", "slow:[mail.example.com]:587"),
    };

    private TableFormat _format = TableFormat.Plain;
    private string _key = "";
    private string _value = "";
    private byte[] _keyBytes = [];
    private byte[] _valueBytes = [];

    [ParamsSource(nameof(Formats))]
    public string Format { get; set; } = "";

    public static IEnumerable<string> Formats => TableFormat.All.Select(format => format.Name);

    [GlobalSetup]
    public void Setup()
    {
        _format = TableFormat.ByName(Format)!;
        (_key, _value) = Ordinary[Format];
        (_keyBytes, _valueBytes) = (Encoding.ASCII.GetBytes(_key), Encoding.ASCII.GetBytes(_value));
        if (!_format.IsCommon(_keyBytes, _valueBytes)) throw new InvalidOperationException($"{Format}: {_key} {_value} is not ordinary");
    }

    [Benchmark]
    public bool Recognise() => _format.IsCommon(_keyBytes, _valueBytes);

    [Benchmark]
    public int Explain() => _format.Check(_key, _value).Count;
}
