using System.Text;
using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Tests.Maps;

/// <summary>Small steps that the tests of lmdb and cdb share: records from text, files from records, records from files.</summary>
internal static class MapText
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    public static RecordSet Set(IEnumerable<(string Key, string Value)> records, DuplicatePolicy policy = DuplicatePolicy.First)
    {
        var set = new RecordSet(policy);
        var line = 0;
        foreach (var (key, value) in records) set.Add(Bytes(key), Bytes(value), ++line);
        return set;
    }

    /// <summary>Records in key order; every <paramref name="largeEvery"/>th value is too large for a page.</summary>
    public static List<(string Key, string Value)> Numbered(int count, int largeEvery = 0) =>
    [
        .. Enumerable.Range(0, count).Select(i => (
            $"user{i:d6}@example.com",
            largeEvery > 0 && i % largeEvery == 1 ? new string((char)('a' + (i % 26)), 2000 + (i * 37)) : $"smtp:[relay{i % 97}.example.com]")),
    ];

    public static byte[] Build(MapEngine format, RecordSet set, bool? withNul = null)
    {
        var output = new MemoryOutput(format.HeaderLength);
        format.Write(set.AsStored(withNul ?? format.StoresNul), output);
        return output.ToArray();
    }

    public static LmdbReader OpenLmdb(string path)
    {
        var bytes = MapBytes.Open(path);
        try
        {
            return LmdbFile.Open(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public static CdbReader OpenCdb(string path)
    {
        var bytes = MapBytes.Open(path);
        try
        {
            return CdbFile.Open(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public static List<(string Key, string Value)> Read(IMapReader reader) =>
        [.. reader.Records.Select(record => (Text(record.Key), Text(record.Value)))];

    /// <summary>The value, or null if the key is not there.</summary>
    public static string? Get(IMapReader reader, string key) => reader.TryGet(Bytes(key), out var value) ? Text(value) : null;
}
