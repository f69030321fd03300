using MapKit.Tables.Patterns;

namespace MapKit.Tables.Virtual;

/// <summary>One entry of a virtual table.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Destinations">Who gets its mail.</param>
public sealed record VirtualEntry(AddressPattern Pattern, VirtualDestinations Destinations)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        VirtualValue.IsCommon(value) && VirtualKey.IsCommon(key) && !EntryCheck.MayMissAt(key, value);

    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static VirtualEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = VirtualKey.Parse(key);
        found.AddRange(pattern.Problems);
        EntryCheck.ReportMissingAt(key, value, found);
        var destinations = VirtualValue.Parse(value);

        // The value of a virtual alias domain is never looked at, and may be any text.
        if (pattern.Value is { Kind: AddressPatternKind.DomainOrUser } domain)
            return new VirtualEntry(domain, destinations.Problems.Count == 0 ? destinations.Value! : new VirtualDestinations([]));
        found.AddRange(destinations.Problems);
        return pattern.Value is { } matched && destinations.Value is { } targets ? new VirtualEntry(matched, targets) : null;
    }
}
