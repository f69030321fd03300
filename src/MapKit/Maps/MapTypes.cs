using MapKit.Platform;

namespace MapKit.Maps;

/// <summary>The properties of each <see cref="MapType"/>.</summary>
public static class MapTypes
{
    /// <summary>Every type that MapKit writes; <see cref="WrittenAs"/> is the same type.</summary>
    public static IReadOnlyList<MapType> All => [.. MapEngines.All.Select(engine => engine.Type)];

    /// <summary>The type that Postfix builds by default.</summary>
    public const MapType Default = MapType.Hash;

    /// <summary>The type in which a map is rewritten: its own, or for Berkeley DB 1.85, which is only read, that of the later version.</summary>
    /// <param name="type">The type.</param>
    public static MapType WrittenAs(MapType type) => MapEngines.For(type).WrittenAs;

    /// <summary>The name that Postfix uses in <c>type:name</c>.</summary>
    /// <param name="type">The type.</param>
    public static string NameOf(MapType type) => MapEngines.For(type).Name;

    /// <summary>The suffix that Postfix appends to the name of the table, with its dot; hash and btree share theirs.</summary>
    /// <param name="type">The type.</param>
    public static string SuffixOf(MapType type) => MapEngines.For(type).Suffix;

    /// <summary>Whether Postfix stores a NUL after keys and values of this type by default (docs/formats/map-types.md#overview).</summary>
    /// <param name="type">The type.</param>
    public static bool StoresNul(MapType type) => MapEngines.For(type).StoresNul;

    /// <summary>Whether a map can hold several records with the same key.</summary>
    /// <param name="type">The type.</param>
    public static bool HoldsDuplicates(MapType type) => MapEngines.For(type).HoldsDuplicates;

    /// <summary>The name of the source of a map by the map's name: without the suffix.</summary>
    /// <param name="path">The map.</param>
    /// <returns>Null if the name has no suffix of a map.</returns>
    internal static string? SourceNameOf(string path) =>
        MapEngines.All.Select(engine => engine.Suffix).FirstOrDefault(suffix => path.EndsWith(suffix, StringComparison.Ordinal)) is { } found && path.Length > found.Length
            ? path[..^found.Length]
            : null;

    /// <summary>As <see cref="SourceNameOf"/>, if that file exists.</summary>
    /// <param name="path">The map.</param>
    internal static string? SourceOf(string path) => SourceNameOf(path) is { } source && FilePresence.FileExists(source) ? source : null;

    /// <summary>The behaviour and messages of Postfix for maps of a type.</summary>
    /// <param name="type">The type.</param>
    internal static PostfixBehaviour PostfixBehaviourOf(MapType type) => MapEngines.For(type).Postfix;

    /// <summary>The message for a type whose maps are only read; null for other names.</summary>
    /// <param name="name">The name, such as <c>hash185</c>.</param>
    public static string? WhyNotWritten(string name) => MapEngines.Readable.FirstOrDefault(engine => engine.Name == name) is { } engine && engine.WrittenAs != engine.Type
        ? $"mapkit reads {engine.FileFormat} maps and does not write them; a file name without type is enough to read one"
        : null;

    /// <summary>Finds a type that MapKit writes by its name.</summary>
    /// <param name="name">The name, exactly as Postfix writes it.</param>
    /// <param name="type">The type.</param>
    public static bool TryParse(string name, out MapType type)
    {
        var engine = MapEngines.Find(name);
        type = engine?.Type ?? default;
        return engine is not null;
    }
}
