using MapKit.Tables.Addresses;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Virtual;

/// <summary>One entry of a virtual table (docs/formats/table-formats.md#virtual).</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Destinations">
/// Who gets the mail: addresses, or <c>@domain</c>, in the order in which they are written. Empty if the value only says
/// that its key is a virtual alias domain.
/// </param>
public sealed record VirtualEntry(AddressPattern Pattern, IReadOnlyList<AddressReplacement> Destinations) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Virtual;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Destinations.Count == 0 ? "(virtual alias domain)" : string.Join(", ", Destinations);

    /// <summary>The forms in which Postfix looks up a key.</summary>
    internal const LookupForms KeyForms = LookupForms.AliasDomain;

    /// <inheritdoc/>
    public bool Equals(VirtualEntry? other) => base.Equals(other) && Pattern == other.Pattern && Destinations.SequenceEqual(other.Destinations);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, Destinations.Count);

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        VirtualValue.IsCommon(value) && AddressKey.IsCommon(key) && !EntryCheck.MayMissAt(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static VirtualEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = AddressKey.Parse(key, KeyForms);
        found.AddRange(pattern.Problems);
        EntryCheck.ReportMissingAt(key, value, found);
        var destinations = VirtualValue.Parse(value);

        // The value of a virtual alias domain is not used, and may be any text.
        if (pattern.Value is { Kind: AddressPatternKind.DomainOrUser } domain)
            return new VirtualEntry(domain, destinations.Problems.Count == 0 ? destinations.Value! : []);

        found.AddRange(destinations.Problems);
        return pattern.Value is { } matched && destinations.Value is { } targets ? new VirtualEntry(matched, targets) : null;
    }

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new VirtualEntry(Pattern.Decoded(), [.. Destinations.Select(destination => destination.Decoded())]);
}
