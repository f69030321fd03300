using MapKit.Tables.Patterns;

namespace MapKit.Tables.Relocated;

/// <summary>One entry of a relocated table.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Notice">What the sender is told.</param>
public sealed record RelocatedEntry(AddressPattern Pattern, RelocatedNotice Notice)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        RelocatedValue.IsCommon(value) && RelocatedKey.IsCommon(key) && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static RelocatedEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = RelocatedKey.Parse(key);
        var notice = RelocatedValue.Parse(value);
        found.AddRange(pattern.Problems);
        found.AddRange(notice.Problems);
        return pattern.Value is { } matched && notice.Value is { } parsed ? new RelocatedEntry(matched, parsed) : null;
    }
}
