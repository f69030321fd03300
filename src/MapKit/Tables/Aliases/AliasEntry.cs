using MapKit.Platform;

namespace MapKit.Tables.Aliases;

/// <summary>One entry of an alias table.</summary>
/// <param name="Name">The alias: the local part, without quotes.</param>
/// <param name="Destinations">The destinations, in the order written (docs/formats/table-formats.md#aliases).</param>
public sealed record AliasEntry(string Name, IReadOnlyList<AliasDestination> Destinations) : TableEntry
{
    /// <inheritdoc/>
    public bool Equals(AliasEntry? other) => base.Equals(other) && Name == other.Name && Destinations.SequenceEqual(other.Destinations);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Destinations.Count);

    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Aliases;

    /// <inheritdoc/>
    internal override string KeyText => Name;

    /// <inheritdoc/>
    internal override string ValueText => string.Join(", ", Destinations);

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        AliasValue.IsCommon(value) && AliasKey.IsCommon(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static AliasEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var name = AliasKey.Parse(key);
        var destinations = AliasValue.Parse(value);
        problems = [.. name.Problems, .. destinations.Problems];
        return name.Value is { } matched && destinations.Value is { } targets ? new AliasEntry(matched, targets) : null;
    }

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new AliasEntry(LosslessText.FromLatin1(Name), [.. Destinations.Select(destination => destination.Decoded())]);
}
