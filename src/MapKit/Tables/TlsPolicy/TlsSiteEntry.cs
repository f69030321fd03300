using MapKit.Tables.Grammar;
using MapKit.Tables.Patterns;
using MapKit.Tables.Transport;

namespace MapKit.Tables.TlsPolicy;

/// <summary>One entry of a table of <c>smtp_tls_per_site</c>, which TLS policies replace (docs/formats/tls-policy.md#the-old-table).</summary>
/// <param name="Pattern">The destination or the server that it matches.</param>
/// <param name="Requirement">What is required of it.</param>
public sealed record TlsSiteEntry(TlsPolicyPattern Pattern, TlsSiteRequirement Requirement) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.TlsPerSite;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => TlsSiteValue.NameOf(Requirement);

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        (value.SequenceEqual("MAY"u8) || value.SequenceEqual("NONE"u8) || value.SequenceEqual("MUST"u8)) && TransportValue.IsCommonHop(key);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static TlsSiteEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, ParseKey, TlsSiteValue.Parse, static (pattern, value) => new TlsSiteEntry(pattern, value.Requirement), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new TlsSiteEntry(Pattern.Decoded(), Requirement);

    /// <summary>The keys are those of policies, but parent domains are not looked up.</summary>
    private static ParsedValue<TlsPolicyPattern> ParseKey(string key)
    {
        var parsed = TlsPolicyKey.Parse(key);
        if (parsed.Value is not { Kind: TlsPolicyPatternKind.Subdomains }) return parsed;
        var problem = PatternCheck.NeverLookedUp(0, key.Length, $"Postfix looks up whole names of destinations and servers; it never finds {Latin1Text.Show(key)}", "use smtp_tls_policy_maps, which has such keys");
        return new ParsedValue<TlsPolicyPattern>(null, [problem]);
    }
}

/// <summary>What <c>smtp_tls_per_site</c> requires of a destination.</summary>
public enum TlsSiteRequirement
{
    /// <summary><c>NONE</c>: no TLS.</summary>
    None,

    /// <summary><c>MAY</c>: TLS if the server offers it.</summary>
    May,

    /// <summary><c>MUST_NOPEERMATCH</c>: TLS is required; the certificate is not verified.</summary>
    MustWithoutMatch,

    /// <summary><c>MUST</c>: TLS is required, and the certificate is verified.</summary>
    Must,
}
