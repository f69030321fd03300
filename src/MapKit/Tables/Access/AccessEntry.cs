using MapKit.Tables.Patterns;

namespace MapKit.Tables.Access;

/// <summary>One entry of an access table.</summary>
/// <param name="Pattern">The client, name, sender or recipient that it matches.</param>
/// <param name="Action">What is done with it.</param>
public sealed record AccessEntry(AccessPattern Pattern, AccessAction Action)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        AccessValue.IsCommon(value) && AccessKey.IsCommon(key);

    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static AccessEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = AccessKey.Parse(key);
        var action = AccessValue.Parse(value);
        found.AddRange(pattern.Problems);
        found.AddRange(action.Problems);
        return pattern.Value is { } matched && action.Value is { } parsed ? new AccessEntry(matched, parsed) : null;
    }
}
