namespace MapKit.Tables.Aliases;

/// <summary>One entry of an alias table.</summary>
/// <param name="Name">Whose mail it is.</param>
/// <param name="Destinations">Who gets it.</param>
public sealed record AliasEntry(AliasName Name, AliasDestinations Destinations)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as it is stored.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => AliasValue.IsCommon(value) && AliasKey.IsCommon(key);

    /// <summary>Makes an entry of a name and a value.</summary>
    /// <param name="key">The name in external form, one character per byte.</param>
    /// <param name="value">The value, one character per byte.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static AliasEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var name = AliasKey.Parse(key);
        var destinations = AliasValue.Parse(value);
        problems = [.. name.Problems, .. destinations.Problems];
        return name.Value is { } matched && destinations.Value is { } targets ? new AliasEntry(matched, targets) : null;
    }
}
