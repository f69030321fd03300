namespace MapKit.Tables.Generic;

/// <summary>One entry of a generic table.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Result">What replaces that.</param>
public sealed record GenericEntry(GenericPattern Pattern, GenericResult Result)
{
    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static GenericEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var pattern = GenericKey.Parse(key);
        var result = GenericValue.Parse(value);
        problems = [.. pattern.Problems, .. result.Problems];
        return pattern.Value is { } matched && result.Value is { } replacement ? new GenericEntry(matched, replacement) : null;
    }
}
