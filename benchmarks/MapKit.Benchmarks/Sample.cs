using MapKit.Compare;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Records;

namespace MapKit.Benchmarks;

/// <summary>What the benchmarks work on: a made-up transport table, its text, its records and its maps.</summary>
internal static class Sample
{
    /// <summary>Entries of the table.</summary>
    public const int Entries = 100_000;

    private const int Seed = 1;

    /// <summary>The text of the table.</summary>
    public static byte[] Source()
    {
        using var folder = new SampleFolder();
        return File.ReadAllBytes(folder.Source);
    }

    /// <summary>Writes the table.</summary>
    public static void WriteSource(string path) => new TransportTable(Seed, Entries).WriteTo(path);

    /// <summary>The entries of the table as arrays, keys not folded.</summary>
    public static List<(byte[] Key, byte[] Value)> EntriesOf(byte[] source)
    {
        var entries = new List<(byte[], byte[])>(Entries);
        using var reader = new EntryReader(new MemoryStream(source), "transport", new EntryReaderOptions(), new Diagnostics.DiagnosticList());
        while (reader.Read(out var entry)) entries.Add((entry.Key.ToArray(), entry.Value.ToArray()));
        return entries;
    }

    /// <summary>The records of the table, keys folded.</summary>
    public static RecordSet Records(byte[] source)
    {
        var records = new RecordSet();
        var folder = new KeyFolder(KeyFolding.Unicode);
        foreach (var (key, value) in EntriesOf(source)) records.Add(folder.Fold(key), value);
        return records;
    }

    /// <summary>The keys of a map, as they are stored, in no order.</summary>
    public static byte[][] KeysOf(IMapReader map)
    {
        byte[][] keys = [.. map.Records.Select(record => record.Key.ToArray())];
        new Random(Seed).Shuffle(keys);
        return keys;
    }
}
