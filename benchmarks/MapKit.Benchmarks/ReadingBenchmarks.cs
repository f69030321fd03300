using BenchmarkDotNet.Attributes;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Source;

namespace MapKit.Benchmarks;

/// <summary>The first stages: bytes to logical lines, lines to entries.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private byte[] _source = [];
    private byte[] _aliases = [];

    [GlobalSetup]
    public void Setup()
    {
        _source = Sample.Source();
        using var aliases = new MemoryStream();
        foreach (var (key, _) in Sample.EntriesOf(_source))
        {
            aliases.Write(key.AsSpan(0, key.AsSpan().IndexOf((byte)'@')));
            aliases.Write(": "u8);
            aliases.Write(key);
            aliases.Write("\n"u8);
        }

        _aliases = aliases.ToArray();
    }

    [Benchmark]
    public int Blocks()
    {
        var lines = 0;
        foreach (var block in SourceBlockReader.Read(new MemoryStream(_source), "transport")) lines = block.FirstLine;
        return lines;
    }

    [Benchmark]
    public int LogicalLines()
    {
        var lines = 0;
        using var reader = new LogicalLineReader(new MemoryStream(_source));
        while (reader.Read(out _)) lines++;
        return lines;
    }

    [Benchmark]
    public int PostmapEntries() => Count(_source, SourceSyntax.Postmap);

    [Benchmark]
    public int AliasEntries() => Count(_aliases, SourceSyntax.Aliases);

    private static int Count(byte[] source, SourceSyntax syntax)
    {
        var entries = 0;
        using var reader = new EntryReader(new MemoryStream(source), "table", new EntryReaderOptions { Syntax = syntax }, new DiagnosticList());
        while (reader.Read(out _)) entries++;
        return entries;
    }
}
