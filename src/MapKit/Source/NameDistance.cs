namespace MapKit.Source;

/// <summary>How far two names are apart: characters that are wrong, missing, added or swapped, and whole parts between underscores.</summary>
internal static class NameDistance
{
    private const int PartCost = 2;

    /// <summary>The distance; 0 for equal names.</summary>
    public static int Between(string left, string right) => Math.Min(OfCharacters(left, right), OfParts(left.Split('_'), right.Split('_')));

    /// <summary>The name that is near enough to be meant, or null.</summary>
    /// <param name="name">The name.</param>
    /// <param name="known">The names to choose from.</param>
    /// <param name="isPreferred">Which of several that are equally near.</param>
    public static string? Nearest(string name, IEnumerable<string> known, Func<string, bool>? isPreferred = null)
    {
        var limit = name.Length switch { < 5 => 1, < 10 => 2, _ => 3 };
        return known
            .Select(candidate => (Name: candidate, Distance: Between(name, candidate)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => isPreferred?.Invoke(candidate.Name) == false)
            .ThenByDescending(candidate => name.AsSpan().CommonPrefixLength(candidate.Name))
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static int OfCharacters(string left, string right)
    {
        var before = new int[right.Length + 1];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, substitution);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }

    private static int OfParts(string[] left, string[] right)
    {
        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0) costs[i, j] = (i + j) * PartCost;
                else costs[i, j] = Math.Min(Math.Min(costs[i - 1, j], costs[i, j - 1]) + PartCost, costs[i - 1, j - 1] + OfCharacters(left[i - 1], right[j - 1]));
            }
        }

        return costs[left.Length, right.Length];
    }
}
