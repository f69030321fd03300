namespace MapKit.Tables.Access;

/// <summary>One entry of an access table.</summary>
/// <param name="Pattern">The client, name, sender or recipient that it matches.</param>
/// <param name="Action">What is done with it.</param>
public sealed record AccessEntry(AccessPattern Pattern, AccessAction Action) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Access;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Action.ToString();

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        AccessValue.IsCommon(value) && AccessKey.IsCommon(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static AccessEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, AccessKey.Parse, AccessValue.Parse, static (pattern, value) => new AccessEntry(pattern, value), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new AccessEntry(Pattern.Decoded(), Action.Decoded());
}
