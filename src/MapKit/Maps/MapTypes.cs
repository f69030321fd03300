namespace MapKit.Maps;

/// <summary>What is known of each <see cref="MapType"/> without opening a file.</summary>
public static class MapTypes
{
    /// <summary>Every type.</summary>
    public static IReadOnlyList<MapType> All => [.. MapEngines.All.Select(engine => engine.Type)];

    /// <summary>The type that Postfix builds where nothing names another.</summary>
    public const MapType Default = MapType.Hash;

    /// <summary>The name that Postfix uses in <c>type:name</c>.</summary>
    /// <param name="type">The type.</param>
    public static string NameOf(MapType type) => MapEngines.For(type).Name;

    /// <summary>The suffix that Postfix appends to the name of the table, with its dot; hash and btree share theirs.</summary>
    /// <param name="type">The type.</param>
    public static string SuffixOf(MapType type) => MapEngines.For(type).Suffix;

    /// <summary>Whether Postfix stores a NUL after keys and values of this type when nothing else is asked (postfix-tables 4.1).</summary>
    /// <param name="type">The type.</param>
    public static bool StoresNul(MapType type) => MapEngines.For(type).StoresNul;

    /// <summary>Whether a map can hold several records with the same key.</summary>
    /// <param name="type">The type.</param>
    public static bool HoldsDuplicates(MapType type) => MapEngines.For(type).HoldsDuplicates;

    /// <summary>What Postfix does with maps of a type, and what it says about them.</summary>
    /// <param name="type">The type.</param>
    public static PostfixBehaviour PostfixBehaviourOf(MapType type) => MapEngines.For(type).Postfix;

    /// <summary>Finds a type by its name.</summary>
    /// <param name="name">The name, exactly as Postfix writes it.</param>
    /// <param name="type">The type.</param>
    public static bool TryParse(string name, out MapType type)
    {
        var engine = MapEngines.Find(name);
        type = engine?.Type ?? default;
        return engine is not null;
    }
}
