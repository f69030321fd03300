using System.Text;
using MapKit.Maps;
using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.BerkeleyDb.Hash;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Builds maps from pairs, and opens files, in the way all tests here do.</summary>
internal static class TestMap
{
    public static readonly HashEngine Hash = new();
    public static readonly BtreeEngine Btree = new();

    public static MapEngine Format(string name) => name == Hash.Name ? Hash : Btree;

    /// <summary>The bytes of a map.</summary>
    public static byte[] Write(MapEngine format, IEnumerable<(byte[] Key, byte[] Value)> pairs, bool withNul = false) =>
        Write(format, Records(pairs).AsStored(withNul));

    public static byte[] Write(MapEngine format, StoredRecords records)
    {
        var output = new MemoryOutput(format.HeaderLength);
        format.Write(records, output);
        return output.ToArray();
    }

    public static RecordSet Records(IEnumerable<(byte[] Key, byte[] Value)> pairs)
    {
        var set = new RecordSet();
        foreach (var (key, value) in pairs) set.Add(key, value);
        return set;
    }

    /// <summary>Opens a file; it is closed again when it is not a map.</summary>
    public static IMapReader Open(string path)
    {
        var bytes = MapBytes.Open(path);
        try
        {
            return BerkeleyDbFile.Open(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>All records of a file, in its order, as hexadecimal text.</summary>
    public static List<(string Key, string Value)> Dump(string path)
    {
        using var reader = Open(path);
        return [.. reader.Records.Select(record => (Hex(record.Key.Span), Hex(record.Value.Span)))];
    }

    /// <summary>Pairs with keys like <c>user000012@example.com</c>.</summary>
    public static IEnumerable<(byte[] Key, byte[] Value)> Users(int count) =>
        Enumerable.Range(0, count).Select(i => (Bytes($"user{i * 7919L % 1000003:d6}@example.com"), Bytes($"smtp:r{i % 97}")));

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>Bytes of a length that differ from those of another seed.</summary>
    public static byte[] Filler(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    public static List<(string Key, string Value)> Sorted(IEnumerable<(string Key, string Value)> records) =>
        [.. records.Order()];

    public static List<(string Key, string Value)> Sorted(IEnumerable<(byte[] Key, byte[] Value)> records, string suffix = "") =>
        Sorted(records.Select(record => (Hex(record.Key) + suffix, Hex(record.Value) + suffix)));
}
