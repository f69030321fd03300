using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Update;
using MapKit.Tests.Maps;

namespace MapKit.Tests.Operations;

/// <summary>Steps of the tests that change maps.</summary>
internal static class Updating
{
    public static MapUpdateOptions Options(IDiagnosticSink? warnings = null) => new() { Warnings = warnings ?? new DiagnosticList(), Create = true };

    public static MapType TypeOf(string name) => MapTypes.TryParse(name, out var type) ? type : throw new ArgumentException(name, nameof(name));

    public static MapUpdateResult Put(MapType type, string name, params (string Key, string Value)[] records) => Put(type, name, Options(), records);

    public static MapUpdateResult Put(MapType type, string name, MapUpdateOptions options, params (string Key, string Value)[] records)
    {
        using var update = MapUpdate.Open(type, name, options);
        foreach (var (key, value) in records) Put(update, key, value);
        return update.Commit();
    }

    public static bool Put(MapUpdate update, string key, string value) => update.Put(MapText.Bytes(key), MapText.Bytes(value));

    public static (bool Found, MapUpdateResult Result) Delete(MapType type, string name, string key, MapUpdateOptions? options = null)
    {
        using var update = MapUpdate.Open(type, name, (options ?? Options()) with { Create = false });
        return (update.Delete(MapText.Bytes(key)), update.Commit());
    }

    /// <summary>The stored records, <c>key=value</c> with NULs as <c>0</c>, in key order.</summary>
    public static string Records(MapType type, string name)
    {
        using var map = MapFile.Open(name + MapTypes.SuffixOf(type));
        Assert.Equal(type, map.Type);
        return string.Join(' ', map.Records
            .Select(record => $"{MapText.Text(record.Key)}={MapText.Text(record.Value)}".Replace('\0', '0'))
            .Order(StringComparer.Ordinal));
    }
}
