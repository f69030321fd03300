using MapKit.Tables.Patterns;

namespace MapKit.Tables;

/// <summary>Creates an entry from its two parts: the key and the value, each parsed by its format's parser.</summary>
internal static class EntryParts
{
    /// <summary>A check that needs both the key and the value.</summary>
    public delegate void PairCheck(string key, string value, List<ValueProblem> problems);

    /// <summary>Parses an entry.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="parseKey">Parses the key.</param>
    /// <param name="parseValue">Parses the value.</param>
    /// <param name="join">Makes the entry.</param>
    /// <param name="problems">All that is wrong: in the key first.</param>
    /// <param name="checkKey">Finds more in the key.</param>
    /// <param name="checkValue">Finds more in the value.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    public static TEntry? Parse<TKey, TValue, TEntry>(
        string key,
        string value,
        Func<string, ParsedValue<TKey>> parseKey,
        Func<string, ParsedValue<TValue>> parseValue,
        Func<TKey, TValue, TEntry> join,
        out IReadOnlyList<ValueProblem> problems,
        PairCheck? checkKey = null,
        PairCheck? checkValue = null)
        where TKey : class
        where TValue : class
        where TEntry : TableEntry
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var parsedKey = parseKey(key);
        var parsedValue = parseValue(value);
        found.AddRange(parsedKey.Problems);
        checkKey?.Invoke(key, value, found);
        found.AddRange(parsedValue.Problems);
        checkValue?.Invoke(key, value, found);
        return parsedKey.Value is { } left && parsedValue.Value is { } right ? join(left, right) : null;
    }
}
