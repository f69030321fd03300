namespace MapKit.Tables.Transport;

/// <summary>One entry of a transport table.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Route">Where that goes.</param>
public sealed record TransportEntry(TransportPattern Pattern, TransportRoute Route) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Transport;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Route.ToString();

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        TransportValue.IsCommon(value) && TransportKey.IsCommon(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static TransportEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, TransportKey.Parse, TransportValue.Parse, static (pattern, value) => new TransportEntry(pattern, value), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new TransportEntry(Pattern.Decoded(), Route.Decoded());
}
