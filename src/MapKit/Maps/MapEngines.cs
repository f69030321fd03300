using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.Hash;
using MapKit.Maps.BerkeleyDb.Recno;
using MapKit.Maps.BerkeleyDb185;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;

namespace MapKit.Maps;

/// <summary>The one table of map types that MapKit builds and reads.</summary>
internal static class MapEngines
{
    /// <summary>Every engine whose maps are written and read, in the order in which an operand without type is tried: those without a mark last.</summary>
    public static IReadOnlyList<MapEngine> All { get; private set; } = [new HashEngine(), new BtreeEngine(), new LmdbEngine(), new CdbEngine()];

    /// <summary>Every engine, also those whose maps are only read, in the order in which a file is recognised.</summary>
    public static IReadOnlyList<MapEngine> Readable { get; private set; } = ToRead(All);

    /// <summary>The names of the file formats, each once.</summary>
    public static IEnumerable<string> FileFormats => All.Select(engine => engine.FileFormat).Distinct();

    /// <summary>The engine of a type.</summary>
    public static MapEngine For(MapType type)
    {
        foreach (var engine in Readable)
        {
            if (engine.Type == type) return engine;
        }

        throw new ArgumentOutOfRangeException(nameof(type), type, "no engine has this map type");
    }

    /// <summary>The engine of a type that is to be written.</summary>
    /// <exception cref="NotSupportedException">Maps of the type are only read.</exception>
    public static MapEngine ForWriting(MapType type) => For(type) is { } engine && engine.WrittenAs == type ? engine
        : throw new NotSupportedException($"{For(type).FileFormat} maps are read, not written");

    /// <summary>The engine with a name, or null.</summary>
    public static MapEngine? Find(string name) => All.FirstOrDefault(engine => engine.Name == name);

    /// <summary>Adds an engine until the result is disposed: for tests, none of which may run at the same time.</summary>
    public static IDisposable Register(MapEngine engine) => new Registration(engine);

    private static IReadOnlyList<MapEngine> ToRead(IReadOnlyList<MapEngine> written) => [new Hash185Engine(), new Btree185Engine(), new RecnoEngine(), .. written];

    private sealed class Registration : IDisposable
    {
        private readonly IReadOnlyList<MapEngine> _before = All;

        public Registration(MapEngine engine) => Set([.. _before, engine]);

        public void Dispose() => Set(_before);

        private static void Set(IReadOnlyList<MapEngine> engines) => (All, Readable) = (engines, ToRead(engines));
    }
}
