namespace MapKit.Operations.Migrate;

/// <summary>The origin of the records of a new map.</summary>
internal enum RecordOrigin
{
    /// <summary>The old map.</summary>
    Map,

    /// <summary>The source.</summary>
    Source,
}

/// <summary>Which records are kept where a map and its source differ: for all such tables, or for one.</summary>
internal sealed class OriginChoices
{
    /// <summary>No choice: where a map and its source differ, nothing is done.</summary>
    public static readonly OriginChoices None = new([]);

    private readonly IReadOnlyList<(RecordOrigin Origin, string? Name)> _choices;

    private OriginChoices(IReadOnlyList<(RecordOrigin Origin, string? Name)> choices) => _choices = choices;

    /// <summary>Reads choices such as <c>map</c> and <c>source:/etc/postfix/virtual</c>.</summary>
    /// <param name="words">The choices.</param>
    /// <exception cref="FormatException">One of them is neither.</exception>
    public static OriginChoices Parse(IEnumerable<string> words) => new([.. words.Select(Parse)]);

    /// <summary>The choice for a table: the last that names it, else the last that names none; null for none.</summary>
    /// <param name="name">The path of the table, without the suffix of its map.</param>
    public RecordOrigin? For(string name)
    {
        foreach (var (origin, table) in _choices.Reverse())
        {
            if (table == name) return origin;
        }

        foreach (var (origin, table) in _choices.Reverse())
        {
            if (table is null) return origin;
        }

        return null;
    }

    /// <summary>The tables that are named and are none of these.</summary>
    /// <param name="names">The paths of the tables that are migrated.</param>
    public IEnumerable<string> NotAmong(IReadOnlyCollection<string> names) => _choices.Select(choice => choice.Name).OfType<string>().Where(name => !names.Contains(name)).Distinct();

    private static (RecordOrigin Origin, string? Name) Parse(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? null : word[(colon + 1)..];
        RecordOrigin? origin = (colon < 0 ? word : word[..colon]) switch { "source" => RecordOrigin.Source, "map" => RecordOrigin.Map, _ => null };
        if (origin is null || name is "") throw new FormatException($"--prefer {word}: write source, map, source:/PATH/OF/TABLE or map:/PATH/OF/TABLE");
        return (origin.Value, name);
    }
}
