namespace MapKit.Tables.TlsPolicy;

/// <summary>One entry of a TLS policy table (docs/formats/tls-policy.md#policies).</summary>
/// <param name="Pattern">The destinations that it matches.</param>
/// <param name="Policy">How the SMTP client uses TLS with them.</param>
public sealed record TlsPolicyEntry(TlsPolicyPattern Pattern, TlsSettings Policy) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.TlsPolicy;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Policy.ToString();

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        TlsPolicyValue.IsCommon(value) && TlsPolicyKey.IsCommon(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static TlsPolicyEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, TlsPolicyKey.Parse, TlsPolicyValue.Parse, static (pattern, value) => new TlsPolicyEntry(pattern, value), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new TlsPolicyEntry(Pattern.Decoded(), Policy.Decoded());
}
