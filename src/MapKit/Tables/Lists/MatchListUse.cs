namespace MapKit.Tables.Lists;

/// <summary>A match list, as far as the meaning of a pattern depends on it.</summary>
/// <param name="Kind">What it is compared with.</param>
/// <param name="Parameter">The parameter, or null if unknown.</param>
/// <param name="CoversSubdomains">
/// Whether a domain also matches its subdomains (<c>parent_domain_matches_subdomains</c>); null if unknown.
/// </param>
internal sealed record MatchListUse(MatchListKind Kind, string? Parameter = null, bool? CoversSubdomains = null)
{
    /// <summary>The words of the list before those of a file, one character per byte.</summary>
    public IReadOnlyList<string> WordsBefore { get; init; } = [];

    /// <summary>The words of the list after those of a file; null if unknown.</summary>
    public IReadOnlyList<string>? WordsAfter { get; init; }

    /// <summary>Whether <c>!</c> precedes the name of the file.</summary>
    public bool IsNegated { get; init; }

    /// <summary>The list, in a message.</summary>
    public string Name => Parameter ?? "the list";

    /// <summary>The list with the words around one of its files.</summary>
    /// <param name="words">All words of the list.</param>
    /// <param name="path">The file, one character per byte.</param>
    public MatchListUse Around(IReadOnlyList<string> words, string path)
    {
        var index = words.ToList().FindIndex(word => word.TrimStart('!') == path);
        if (index < 0) return this;
        var marks = words[index].Length - words[index].TrimStart('!').Length;
        return this with { WordsBefore = [.. words.Take(index)], WordsAfter = [.. words.Skip(index + 1)], IsNegated = marks % 2 == 1 };
    }
}
