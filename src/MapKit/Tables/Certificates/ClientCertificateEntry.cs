using MapKit.Platform;

namespace MapKit.Tables.Certificates;

/// <summary>One entry of a table of <c>relay_clientcerts</c>: a client certificate that may relay mail.</summary>
/// <param name="Fingerprint">The fingerprint of the certificate or of its public key.</param>
/// <param name="Value">Any text: only whether there is an entry counts.</param>
public sealed record ClientCertificateEntry(string Fingerprint, string Value) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.ClientCertificates;

    /// <inheritdoc/>
    internal override string KeyText => Fingerprint;

    /// <inheritdoc/>
    internal override string ValueText => Value;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => FingerprintKey.IsCommon(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static ClientCertificateEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, FingerprintKey.Parse, static value => new ParsedValue<string>(value, []), static (key, value) => new ClientCertificateEntry(key, value), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new ClientCertificateEntry(LosslessText.FromLatin1(Fingerprint), LosslessText.FromLatin1(Value));
}
