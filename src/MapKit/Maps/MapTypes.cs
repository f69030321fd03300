namespace MapKit.Maps;

/// <summary>What is known of each <see cref="MapType"/> without opening a file.</summary>
public static class MapTypes
{
    /// <summary>Every type.</summary>
    public static IReadOnlyList<MapType> All { get; } = [.. MapFormats.All.Select(format => format.Type)];

    /// <summary>The name that Postfix uses in <c>type:name</c>.</summary>
    /// <param name="type">The type.</param>
    public static string NameOf(MapType type) => MapFormats.Of(type).Name;

    /// <summary>The suffix that Postfix appends to the name of the table, with its dot; hash and btree share theirs.</summary>
    /// <param name="type">The type.</param>
    public static string SuffixOf(MapType type) => MapFormats.Of(type).Suffix;

    /// <summary>Whether Postfix stores a NUL after keys and values of this type when nothing else is asked (postfix-tables 4.1).</summary>
    /// <param name="type">The type.</param>
    public static bool StoresNul(MapType type) => MapFormats.Of(type).StoresNul;

    /// <summary>Finds a type by its name.</summary>
    /// <param name="name">The name, exactly as Postfix writes it.</param>
    /// <param name="type">The type.</param>
    public static bool TryParse(string name, out MapType type)
    {
        var format = MapFormats.All.FirstOrDefault(row => row.Name == name);
        type = format?.Type ?? default;
        return format is not null;
    }
}
