using MapKit.Diagnostics;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.TlsPolicy;

/// <summary>Checks the value of an attribute of a TLS policy (docs/formats/tls-policy.md#attributes).</summary>
internal static class TlsAttributeValue
{
    private static readonly char[] ListSeparators = [':', ' ', ',', '\t'];

    /// <summary>The mistake in a value, or null.</summary>
    /// <param name="name">The attribute, in lower case.</param>
    /// <param name="value">Its value.</param>
    /// <param name="item">The whole attribute.</param>
    /// <param name="level">The level of the policy.</param>
    public static ValueProblem? ProblemOf(string name, string value, TextPart item, TlsLevel level) => name switch
    {
        "ciphers" or "match" or "tafile" when value.Length == 0 => Bad(item, $"{name} has no value", $"write a value after the equals sign, or remove {name}"),
        "ciphers" when !TlsWords.IsCipherGrade(value) => Aborts(item, $"{Latin1Text.Show(value)} is not a cipher grade", "write high or medium; exclude= removes single ciphers"),
        "protocols" when ProtocolProblem(value) is { } word => Aborts(item, $"{Latin1Text.Show(word)} is not a TLS protocol", "write protocols such as >=TLSv1.2, or !TLSv1:!TLSv1.1"),
        "servername" when !HostGrammar.Name.Matches(value, out _) => Bad(item, $"{Latin1Text.Show(value)} is not a host name", "write the name that the client sends to the server"),
        "connection_reuse" or "enable_rpk" when value.ToLowerInvariant() is not ("yes" or "no") => Bad(item, $"{name} is neither yes nor no", $"write {name}=yes or {name}=no"),
        "policy_ttl" when value.AsSpan().ContainsAnyExceptInRange('0', '9') || value.Length is 0 or > 9 => Bad(item, "policy_ttl is not a number", "write a number of seconds"),
        "policy_type" when value.ToLowerInvariant() is not ("sts" or "no-policy-found") => Bad(item, $"{Latin1Text.Show(value)} is not a type of policy", "write policy_type=sts or policy_type=no-policy-found"),
        "policy_domain" when !HostGrammar.Name.Matches(value, out _) => Bad(item, $"{Latin1Text.Show(value)} is not a domain", "write the domain of the policy"),
        "policy_failure" when value.ToLowerInvariant() is not ("sts-policy-fetch-error" or "sts-policy-invalid" or "sts-webpki-invalid" or "validation-failure") =>
            Bad(item, $"{Latin1Text.Show(value)} is not a type of failure", "write sts-policy-fetch-error, sts-policy-invalid, sts-webpki-invalid or validation-failure"),
        "match" when level == TlsLevel.Fingerprint => FingerprintProblemOf(value, item),
        _ => null,
    };

    private static string? ProtocolProblem(string value) =>
        Array.Find(value.Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries), word => !TlsWords.IsProtocol(word));

    private static ValueProblem? FingerprintProblemOf(string value, TextPart item) =>
        Array.Find(value.Split('|', StringSplitOptions.RemoveEmptyEntries), digest => !IsDigest(digest)) is not { } wrong ? null : new ValueProblem(
            Rules.BadTlsAttribute,
            item.Start,
            item.Length,
            $"{Latin1Text.Show(wrong)} is not a digest in hexadecimal; Postfix ignores it, and without another digest it defers the mail",
            "write pairs of hexadecimal digits with colons, and several digests with | between them");

    private static bool IsDigest(string text)
    {
        var pairs = text.Split(':');
        return pairs.Length > 1 ? Array.TrueForAll(pairs, pair => pair.Length == 2 && pair.All(char.IsAsciiHexDigit)) : text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);
    }

    private static ValueProblem Bad(TextPart item, string what, string help) => TlsPolicyValue.Create(Rules.BadTlsAttribute, item, what, help);

    private static ValueProblem Aborts(TextPart item, string what, string help) => new(
        Rules.BadTlsAttribute,
        item.Start,
        item.Length,
        $"{what}; Postfix aborts every TLS session with the destination and defers the mail",
        help);
}
