using MapKit.Tables.Patterns;

namespace MapKit.Tables.SenderTransport;

/// <summary>One entry of a table of <c>sender_dependent_default_transport_maps</c>.</summary>
/// <param name="Pattern">Whose mail it is.</param>
/// <param name="Route">How its mail is sent.</param>
public sealed record SenderTransportEntry(AddressPattern Pattern, SenderRoute Route)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        SenderTransportValue.IsCommon(value) && SenderTransportKey.IsCommon(key);

    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static SenderTransportEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = SenderTransportKey.Parse(key);
        var route = SenderTransportValue.Parse(value);
        found.AddRange(pattern.Problems);
        found.AddRange(route.Problems);
        return pattern.Value is { } matched && route.Value is { } parsed ? new SenderTransportEntry(matched, parsed) : null;
    }
}
