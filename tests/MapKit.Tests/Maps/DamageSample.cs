using System.Text;
using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Maps.Lmdb;

namespace MapKit.Tests.Maps;

/// <summary>A sound file, small so that tens of thousands of damaged copies of it can be asked.</summary>
/// <param name="File">The file.</param>
/// <param name="PageSize">Bytes of a page; for cdb, of whatever comes first in the file.</param>
/// <param name="Source">A source that says what the file says; null where no source can.</param>
internal sealed record DamageSample(byte[] File, int PageSize, string? Source)
{
    /// <summary>The samples that are made without a tool.</summary>
    public static IReadOnlyList<string> Names => ["hash", "btree", "lmdb", "lmdb small", "lmdb 1.0", "cdb", "cdb small"];

    /// <summary>Makes one of <see cref="Names"/>.</summary>
    public static DamageSample Of(string name) => name switch
    {
        "hash" => Berkeley(MapType.Hash),
        "btree" => Berkeley(MapType.Btree),
        "lmdb" => Of(new LmdbEngine(), MapText.Numbered(80, 40)),
        "lmdb small" => Of(new LmdbEngine(), MapText.Numbered(3)),
        "lmdb 1.0" => new DamageSample(LmdbVersion3Sample.File(), 4096, null),
        "cdb" => Of(new CdbEngine(), MapText.Numbered(40, 25)),
        _ => Of(new CdbEngine(), MapText.Numbered(3)),
    };

    /// <summary>A file of db_load with pages of 512 bytes.</summary>
    /// <param name="type"><c>hash</c> or <c>btree</c>.</param>
    /// <param name="setting">A further setting.</param>
    public static DamageSample Loaded(string type, string setting)
    {
        using var folder = new MemoryFolder();
        var path = folder.File("t.db");
        var records = setting == "duplicates=1" ? SampleFiles.Duplicates().Take(260) : SampleFiles.Pairs(60);
        LibDb.Load(path, type, ["db_pagesize=512", setting], records);
        return new DamageSample(System.IO.File.ReadAllBytes(path), 512, null);
    }

    private static DamageSample Berkeley(MapType type) => Of(MapEngines.For(type), MapText.Numbered(type == MapType.Hash ? 90 : 160, 60));

    private static DamageSample Of(MapEngine format, List<(string Key, string Value)> records)
    {
        var source = new StringBuilder();
        foreach (var (key, value) in records) source.Append(key).Append(' ').Append(value).Append('\n');
        return new DamageSample(MapText.Build(format, MapText.Set(records)), format.Type == MapType.Cdb ? 512 : 4096, source.ToString());
    }
}
