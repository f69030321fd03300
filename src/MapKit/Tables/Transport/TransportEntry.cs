using MapKit.Tables.Patterns;

namespace MapKit.Tables.Transport;

/// <summary>One entry of a transport table.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Route">Where that goes.</param>
public sealed record TransportEntry(TransportPattern Pattern, TransportRoute Route)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as it is stored.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => TransportValue.IsCommon(value) && TransportKey.IsCommon(key);

    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static TransportEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = TransportKey.Parse(key);
        var route = TransportValue.Parse(value);
        found.AddRange(pattern.Problems);
        found.AddRange(route.Problems);
        return pattern.Value is { } matched && route.Value is { } target ? new TransportEntry(matched, target) : null;
    }
}
