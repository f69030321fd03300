using MapKit.Tables.Patterns;

namespace MapKit.Tables.SenderRelay;

/// <summary>One entry of a table of <c>sender_dependent_relayhost_maps</c>.</summary>
/// <param name="Pattern">Whose mail it is.</param>
/// <param name="Relay">Where its mail goes.</param>
public sealed record SenderRelayEntry(AddressPattern Pattern, SenderRelayHost Relay)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        SenderRelayValue.IsCommon(value) && SenderRelayKey.IsCommon(key);

    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static SenderRelayEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = SenderRelayKey.Parse(key);
        var relay = SenderRelayValue.Parse(value);
        found.AddRange(pattern.Problems);
        found.AddRange(relay.Problems);
        return pattern.Value is { } matched && relay.Value is { } parsed ? new SenderRelayEntry(matched, parsed) : null;
    }
}
