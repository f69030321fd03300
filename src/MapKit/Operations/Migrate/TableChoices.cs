namespace MapKit.Operations.Migrate;

/// <summary>What is chosen with <c>--prefer</c>: for all tables, or for one.</summary>
/// <typeparam name="TChoice">The choices.</typeparam>
internal sealed class TableChoices<TChoice>
    where TChoice : struct, Enum
{
    /// <summary>No choice.</summary>
    public static readonly TableChoices<TChoice> None = new([]);

    private readonly IReadOnlyList<(TChoice Choice, string? Name)> _choices;

    private TableChoices(IReadOnlyList<(TChoice Choice, string? Name)> choices) => _choices = choices;

    /// <summary>Reads choices such as <c>map</c> and <c>source:/etc/postfix/virtual</c>.</summary>
    /// <param name="words">The choices.</param>
    /// <exception cref="FormatException">One of them is neither.</exception>
    public static TableChoices<TChoice> Parse(IEnumerable<string> words) => new([.. words.Select(Parse)]);

    /// <summary>The choice for a table: the last that names it, else the last that names none; null for none.</summary>
    /// <param name="name">The path of the table, without the suffix of its map.</param>
    public TChoice? For(string name)
    {
        foreach (var (choice, table) in _choices.Reverse())
        {
            if (table == name) return choice;
        }

        foreach (var (choice, table) in _choices.Reverse())
        {
            if (table is null) return choice;
        }

        return null;
    }

    /// <summary>The tables that are named and are none of these.</summary>
    /// <param name="names">The paths of the tables that are migrated.</param>
    public IEnumerable<string> NotAmong(IReadOnlyCollection<string> names) => _choices.Select(choice => choice.Name).OfType<string>().Where(name => !names.Contains(name)).Distinct();

    private static (TChoice Choice, string? Name) Parse(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? null : word[(colon + 1)..];
        var given = colon < 0 ? word : word[..colon];
        foreach (var choice in Enum.GetValues<TChoice>())
        {
            if (given == WordOf(choice) && name is not "") return (choice, name);
        }

        string[] words = [.. Enum.GetValues<TChoice>().Select(WordOf).OrderDescending(StringComparer.Ordinal)];
        throw new FormatException($"--prefer {word}: write {string.Join(", ", words)}, {string.Join(" or ", words.Select(choice => $"{choice}:/PATH/OF/TABLE"))}");
    }

    private static string WordOf(TChoice choice) => $"{choice}".ToLowerInvariant();
}
