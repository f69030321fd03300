using MapKit.Tables.Addresses;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Generic;

/// <summary>One entry of a generic table.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Result">What replaces that.</param>
public sealed record GenericEntry(AddressPattern Pattern, AddressReplacement Result)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        GenericValue.IsCommon(value) && GenericKey.IsCommon(key) && !EntryCheck.MayMissAt(key, value) && !EntryCheck.MayBeSame(key, value);

    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static GenericEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = GenericKey.Parse(key);
        var result = GenericValue.Parse(value);
        found.AddRange(pattern.Problems);
        EntryCheck.ReportMissingAt(key, value, found);
        found.AddRange(result.Problems);
        EntryCheck.ReportSameAddress(key, value, found);
        return pattern.Value is { } matched && result.Value is { } replacement ? new GenericEntry(matched, replacement) : null;
    }
}
