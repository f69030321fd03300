using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.Hash;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;

namespace MapKit.Maps;

/// <summary>The one table of map types that MapKit builds and reads.</summary>
internal static class MapEngines
{
    /// <summary>Every engine, in the order in which an operand without type is tried and a file is recognised: those without a mark last.</summary>
    public static IReadOnlyList<MapEngine> All { get; private set; } = [new HashEngine(), new BtreeEngine(), new LmdbEngine(), new CdbEngine()];

    /// <summary>The names of the file formats, each once.</summary>
    public static IEnumerable<string> FileFormats => All.Select(engine => engine.FileFormat).Distinct();

    /// <summary>The engine of a type.</summary>
    public static MapEngine For(MapType type)
    {
        foreach (var engine in All)
        {
            if (engine.Type == type) return engine;
        }

        throw new ArgumentOutOfRangeException(nameof(type), type, "no engine has this map type");
    }

    /// <summary>The engine with a name, or null.</summary>
    public static MapEngine? Find(string name) => All.FirstOrDefault(engine => engine.Name == name);

    /// <summary>Adds an engine until the result is disposed: for tests, none of which may run at the same time.</summary>
    public static IDisposable Register(MapEngine engine) => new Registration(engine);

    private sealed class Registration : IDisposable
    {
        private readonly IReadOnlyList<MapEngine> _before = All;

        public Registration(MapEngine engine) => All = [.. _before, engine];

        public void Dispose() => All = _before;
    }
}
