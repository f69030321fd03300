using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Maps;

/// <summary>A <c>[type:]name</c> operand as of postmap: the name of the source, and the type of its map if one is given.</summary>
/// <param name="Type">The type, or null if none is written.</param>
/// <param name="Name">The name: path of the source, to which the map adds its suffix.</param>
public sealed record TableOperand(MapType? Type, string Name)
{
    /// <summary>Reads an operand.</summary>
    /// <param name="text">The text, split at its first colon. A single letter before it is a Windows drive, not a type.</param>
    /// <exception cref="FormatException">The text before the colon is not a type that MapKit builds.</exception>
    public static TableOperand Parse(string text)
    {
        if (text.Length == 0) throw new FormatException("the name of a table is empty");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 1 || text.AsSpan(0, colon).ContainsAny('/', '\\')) return new TableOperand(null, text);
        var name = text[..colon];
        if (MapTypes.TryParse(name, out _) && colon == text.Length - 1) throw new FormatException($"{text}: the name of a table is empty; it follows the colon without a space: {text}NAME");
        if (MapTypes.TryParse(name, out var type)) return new TableOperand(type, text[(colon + 1)..]);
        if (MapTypes.WhyNotWritten(name) is { } reason) throw new FormatException($"{text}: {reason}");
        throw new FormatException(
            $"{Shown(text)}: map type \"{name}\" is not one that mapkit builds or reads ({string.Join(", ", MapTypes.All.Select(MapTypes.NameOf))}); " +
            (NameDistance.Nearest(name, MapTypes.All.Select(MapTypes.NameOf)) is { } near ? $"did you mean {near}? " : "") +
            "write ./ before a file name with a colon");
    }

    /// <summary>An operand for a message. The name of some tables is their content.</summary>
    private static string Shown(string text) =>
        text.StartsWith("static:", StringComparison.Ordinal) || text.StartsWith("inline:", StringComparison.Ordinal) || text.Contains('{', StringComparison.Ordinal) ? SecretMask.Specification(text) : text;

    /// <summary>The path of the map of a type.</summary>
    /// <param name="type">The type.</param>
    public string MapPath(MapType type) => Name + MapTypes.SuffixOf(type);

    /// <summary>
    /// The map file for an operand that must be a map: the name itself if it has a known suffix, else the name with
    /// the suffix of its type, else with the first suffix for which a file exists, else the name itself.
    /// </summary>
    public string FindMap()
    {
        var hasSuffix = MapTypes.All.Any(type => Name.EndsWith(MapTypes.SuffixOf(type), StringComparison.Ordinal));
        if (hasSuffix && FilePresence.FileExists(Name)) return Name;
        if (Type is { } given) return MapPath(given);
        var found = MapTypes.All.Select(MapPath).FirstOrDefault(FilePresence.FileExists);
        return found ?? (hasSuffix || FilePresence.FileExists(Name) ? Name : MapPath(MapTypes.Default));
    }
}
